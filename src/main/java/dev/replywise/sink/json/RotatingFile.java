package dev.replywise.sink.json;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
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
    private static final int LOOKS_AT_HALF_A_LINE = 10;
    private static final long LOOK_AGAIN_NANOS = 200_000;

    private final Path path;
    private final long maxSize;
    private final int keep;
    private final Consumer<String> notices;
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable FileOutputStream stream;
    private @Nullable Object openKey;
    private boolean lineOpen;
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
        BasicFileAttributes attributes = attributes();
        boolean full = attributes.isRegularFile() && attributes.size() > 0 && attributes.size() + line.length > maxSize;
        if (full) {
            rotate(out);
            out = current();
        }
        if (lineOpen) {
            byte[] own = new byte[line.length + 1];
            own[0] = '\n';
            System.arraycopy(line, 0, own, 1, line.length);
            out.write(own);
            lineOpen = false;
        } else {
            out.write(line);
        }
    }

    /** The open file, as long as the name still means it: another JVM or an administrator may have renamed it. */
    private FileOutputStream current() throws IOException {
        FileOutputStream open = stream;
        if (open != null) {
            try {
                Object key = attributes().fileKey();
                if (key == null || key.equals(openKey)) {
                    return open;
                }
            } catch (NoSuchFileException e) {
                // Removed: begin a new one.
            }
            close();
        }
        return open();
    }

    private FileOutputStream open() throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null && !Files.exists(parent)) {
            Files.createDirectories(parent);
        }
        FileOutputStream opened = new FileOutputStream(path.toFile(), true);
        stream = opened;
        BasicFileAttributes attributes = attributes();
        openKey = attributes.fileKey();
        // A full disk or a killed process may have left half a line, which must not swallow the next one.
        lineOpen = attributes.isRegularFile() && attributes.size() > 0 && staysOpen(path.toFile());
        return opened;
    }

    /** Another JVM's line shows its first half for an instant; a half that stays is nobody's any more. */
    private static boolean staysOpen(File file) {
        for (int look = 0; look < LOOKS_AT_HALF_A_LINE; look++) {
            if (endsInNewline(file)) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    private static boolean endsInNewline(File file) {
        try (RandomAccessFile reader = new RandomAccessFile(file, "r")) {
            reader.seek(Math.max(0, reader.length() - 1));
            return reader.read() == '\n';
        } catch (IOException e) {
            // Not readable, only writable: an empty line too many is harmless.
            return false;
        }
    }

    /** Renames the full file where it can be; else it goes on growing. The file is closed in either case. */
    private void rotate(FileOutputStream open) {
        try {
            Object key = attributes().fileKey();
            // Without the lock another JVM is at it, which the next line finds out.
            if (open.getChannel().tryLock() != null && (key == null || key.equals(openKey))) {
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
