package dev.replywise.sink.json;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to and that is renamed to {@code name.1}, {@code name.2} and so on when it is full.
 *
 * <p>Several JVMs can share it: each line is one write to a file opened for appending, and before each line it is
 * looked whether the name still means the file that is open. Writes do not end by an interrupt of the thread, which a
 * channel's would.
 */
final class RotatingFile implements LineTarget {
    /** A machine under load may stop a writer in the middle of its line; for so long, nobody believes. */
    private static final long HALF_LINE_MILLIS = 1_000;

    private static final long LOOK_AGAIN_NANOS = 200_000;
    private static final int MAX_OPENS = 100;

    private final Path path;
    private final long maxSize;
    private final int keep;
    private final Consumer<String> notices;
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable FileOutputStream stream;
    private @Nullable Object openKey;
    private boolean rotationFailed;

    /**
     * A file that is opened at the first line.
     *
     * @param maxSize octets at which the file is renamed
     * @param keep renamed files that are kept; 0 to drop what is full
     * @param notices told once when the file cannot be renamed
     */
    RotatingFile(Path path, long maxSize, int keep, Consumer<String> notices) {
        this.path = path;
        this.maxSize = maxSize;
        this.keep = keep;
        this.notices = notices;
    }

    @Override
    public String name() {
        return "log.file " + path;
    }

    @Override
    public long retrySeconds() {
        return 30;
    }

    @Override
    public void write(byte[] line) throws IOException {
        lock.lock();
        try {
            append(line);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void append(byte[] line) throws IOException {
        FileOutputStream out = current();
        if (isFull(line.length)) {
            rotate(out);
            out = current();
        }
        out.write(line);
    }

    private boolean isFull(int more) throws IOException {
        BasicFileAttributes attributes = attributes();
        return attributes != null
                && attributes.isRegularFile()
                && attributes.size() > 0
                && attributes.size() + more > maxSize;
    }

    /** The open file, as long as the name still means it: another JVM or an administrator may have renamed it. */
    private FileOutputStream current() throws IOException {
        FileOutputStream open = stream;
        if (open != null) {
            if (isStillOpenOne()) {
                return open;
            }
            // Renamed or removed: begin a new one.
            close();
        }
        return open();
    }

    /** A key that was the same before and after is that of the file which was opened and looked at in between. */
    private FileOutputStream open() throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null && !Files.exists(parent)) {
            Files.createDirectories(parent);
        }
        for (int opens = 0; opens < MAX_OPENS; opens++) {
            BasicFileAttributes before = attributes();
            openKey = before == null ? null : before.fileKey();
            FileOutputStream opened = new FileOutputStream(path.toFile(), true);
            stream = opened;
            if (before != null && before.isRegularFile() && before.size() > 0) {
                endHalfLine(opened);
            }
            if (isStillOpenOne()) {
                return opened;
            }
            // Made by us, or renamed by another in between.
            close();
        }
        throw new IOException("it is renamed again and again");
    }

    /** File systems without keys do not rename an open file either. */
    private boolean isOpenOne(@Nullable Object key) {
        return key == null || key.equals(openKey);
    }

    /**
     * A full disk or a killed process may have left half a line, which must not swallow the next one. But a line that
     * another JVM is writing shows its first half for an instant too: only a half that stays is nobody's any more. What
     * a crash left is old enough when the next JVM comes to it. Who ends it holds the lock, so that it is ended once.
     */
    private void endHalfLine(FileOutputStream out) throws IOException {
        long begin = System.nanoTime();
        try (RandomAccessFile reader = new RandomAccessFile(path.toFile(), "r")) {
            while (!endsInNewline(reader)) {
                long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
                if ((waited >= HALF_LINE_MILLIS || isOld()) && endLocked(out, reader)) {
                    return;
                }
                if (waited >= 2 * HALF_LINE_MILLIS) {
                    return;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        } catch (FileNotFoundException e) {
            if (isStillOpenOne()) {
                // Not readable, only writable: an empty line too many is harmless.
                out.write('\n');
            }
        }
    }

    /** Asked after the look at the end: a write sets the time before anything of it shows. */
    private boolean isOld() throws IOException {
        BasicFileAttributes attributes = attributes();
        return attributes != null
                && System.currentTimeMillis() - attributes.lastModifiedTime().toMillis() >= HALF_LINE_MILLIS;
    }

    /** Whether that is done; the reader stays open, as closing it would give the lock back. */
    private static boolean endLocked(FileOutputStream out, RandomAccessFile reader) throws IOException {
        try (FileLock ending = out.getChannel().tryLock()) {
            if (ending != null && !endsInNewline(reader)) {
                out.write('\n');
            }
            return ending != null;
        } catch (OverlappingFileLockException e) {
            // Another agent in this JVM is at it.
            return false;
        }
    }

    private static boolean endsInNewline(RandomAccessFile reader) throws IOException {
        long length = reader.length();
        reader.seek(Math.max(0, length - 1));
        return length == 0 || reader.read() == '\n';
    }

    /** Of what the name means now; null for nothing. */
    private @Nullable BasicFileAttributes attributes() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Renames the full file where it can be; else it goes on growing. The file is closed in either case. */
    private void rotate(FileOutputStream open) {
        try {
            // Without the lock another JVM is at it, which the next line finds out.
            if (open.getChannel().tryLock() != null && isStillOpenOne()) {
                // Windows does not rename an open file.
                if (File.separatorChar == '\\') {
                    close();
                }
                shift();
                rotationFailed = false;
            }
        } catch (OverlappingFileLockException e) {
            // Another agent in this JVM is at it.
            rotationFailed = false;
        } catch (IOException | RuntimeException e) {
            if (!rotationFailed) {
                rotationFailed = true;
                notices.accept(name() + " cannot be rotated: " + JsonLinesSink.reason(e) + "; it goes on growing.");
            }
        } finally {
            // Gives the lock back too.
            close();
        }
    }

    private boolean isStillOpenOne() throws IOException {
        BasicFileAttributes attributes = attributes();
        return attributes != null && isOpenOne(attributes.fileKey());
    }

    private void shift() throws IOException {
        if (keep == 0) {
            Files.deleteIfExists(path);
            return;
        }
        for (int i = keep - 1; i >= 1; i--) {
            if (Files.exists(numbered(i))) {
                move(numbered(i), numbered(i + 1));
            }
        }
        move(path, numbered(1));
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void close() {
        FileOutputStream open = stream;
        stream = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Nothing is buffered here that closing could lose.
                return;
            }
        }
    }
}
