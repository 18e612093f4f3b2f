package dev.replywise.agent.entry;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The files of the agent that applications must not see, which lie in one entry of its jar: for the JVM, which reads the
 * table of contents of every jar on its class path, they are one file. The entry is not compressed, so that each file is
 * read from its place; of the archive no more than its table is kept in memory. Thread-safe.
 *
 * <p>Layout, all numbers big-endian: the number of files; for each, in the order of their hashes, the hash of its name
 * as of {@link String#hashCode}, its offset from the beginning of the entry, its length there and its real length; then
 * the files, each as its name in modified UTF-8 behind its length, and its octets, deflated.
 */
final class InnerArchive {
    private static final String ENTRY = "inst/agent.bin";
    private static final int FIELDS = 4;

    private final JarFile jar;
    private final ZipEntry entry;
    private final int[] table;

    InnerArchive(File file) throws IOException {
        // Not verified: the JVM has taken classes from the same file already.
        jar = new JarFile(file, false);
        ZipEntry found = jar.getEntry(ENTRY);
        if (found == null) {
            throw new IOException(file + " has no " + ENTRY);
        }
        entry = found;
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            byte[] numbers = new byte[in.readInt() * FIELDS * 4];
            in.readFully(numbers);
            table = new int[numbers.length / 4];
            ByteBuffer.wrap(numbers).asIntBuffer().get(table);
        }
    }

    /** The octets of a file; null where there is none of that name. */
    byte @Nullable [] read(String name) {
        int at = find(name.hashCode());
        if (at < 0) {
            return null;
        }
        try {
            return read(name, at);
        } catch (IOException | DataFormatException damaged) {
            return null;
        }
    }

    boolean has(String name) {
        return find(name.hashCode()) >= 0 && read(name) != null;
    }

    /** A large file that lies beside the archive; null where there is none of that name. */
    @Nullable
    InputStream beside(String name) throws IOException {
        ZipEntry other = jar.getEntry("inst/" + name);
        return other == null ? null : jar.getInputStream(other);
    }

    /** No two files have the same hash; a name that is none of theirs may. */
    private int find(int hash) {
        int low = 0;
        int high = table.length / FIELDS - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int there = table[middle * FIELDS];
            if (there == hash) {
                return middle * FIELDS;
            }
            if (there < hash) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private byte @Nullable [] read(String name, int at) throws IOException, DataFormatException {
        int length = table[at + 2];
        // One octet more: old inflaters want that where a stream has no header.
        byte[] stored = new byte[length + 1];
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            // In an entry that is not compressed this reads nothing.
            for (long left = table[at + 1]; left > 0; ) {
                long skipped = in.skip(left);
                if (skipped <= 0) {
                    return null;
                }
                left -= skipped;
            }
            in.readFully(stored, 0, length);
        }
        int nameLength = (stored[0] & 0xFF) << 8 | stored[1] & 0xFF;
        if (!name.equals(new String(stored, 2, nameLength, StandardCharsets.UTF_8))) {
            return null;
        }
        byte[] octets = new byte[table[at + 3]];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stored, 2 + nameLength, stored.length - 2 - nameLength);
            for (int done = 0; done < octets.length; ) {
                int count = inflater.inflate(octets, done, octets.length - done);
                if (count == 0) {
                    return null;
                }
                done += count;
            }
            return octets;
        } finally {
            inflater.end();
        }
    }
}
