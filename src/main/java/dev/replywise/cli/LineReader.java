package dev.replywise.cli;

import dev.replywise.reply.ReplyDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads lines of octets, of bounded length, and says when the input pauses. Not thread-safe.
 *
 * <p>A line is valid until the next one is asked for. Lines end in LF or CR LF; a byte order mark is dropped.
 */
final class LineReader {
    /** Octets of a line that are kept; what lies behind is dropped. */
    static final int MAX_LINE = 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final Pause pause;
    private byte[] buffer = new byte[BUFFER];
    private int limit;
    private int next;
    private int start;
    private int end;
    private boolean first = true;
    private boolean skipping;
    private boolean ended;

    /** What is done before the reader has to wait for input. */
    interface Pause {
        void flush() throws IOException;
    }

    LineReader(InputStream in, Pause pause) {
        this.in = in;
        this.pause = pause;
    }

    /** Goes to the next line; false at the end of the input. */
    boolean next() throws IOException {
        if (skipping && !skipRest()) {
            return false;
        }
        int scanned = 0;
        while (true) {
            for (int i = next + scanned; i < limit; i++) {
                if (buffer[i] == '\n') {
                    take(i);
                    next = i + 1;
                    return true;
                }
            }
            scanned = limit - next;
            if (scanned >= MAX_LINE) {
                take(next + MAX_LINE);
                next = limit;
                skipping = true;
                return true;
            }
            if (!fill()) {
                take(limit);
                next = limit;
                return scanned > 0;
            }
        }
    }

    /** Goes behind the end of a line that was too long; false when the input ends before. */
    private boolean skipRest() throws IOException {
        while (true) {
            for (int i = next; i < limit; i++) {
                if (buffer[i] == '\n') {
                    next = i + 1;
                    skipping = false;
                    return true;
                }
            }
            next = limit;
            if (!fill()) {
                return false;
            }
        }
    }

    private void take(int lineEnd) {
        start = next;
        end = lineEnd;
        trim();
    }

    private void trim() {
        if (end > start && buffer[end - 1] == '\r') {
            end--;
        }
        if (first
                && end - start >= 3
                && buffer[start] == (byte) 0xEF
                && buffer[start + 1] == (byte) 0xBB
                && buffer[start + 2] == (byte) 0xBF) {
            start += 3;
        }
        first = false;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, limit - next);
            limit -= next;
            next = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        if (in.available() == 0) {
            pause.flush();
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            ended = true;
            return false;
        }
        limit += count;
        return true;
    }

    /** The octets that hold the line. */
    byte[] octets() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    /** The first octet that is no blank; 0 when there is none. */
    int firstOctet() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return buffer[i];
            }
        }
        return 0;
    }

    /** The line as text: UTF-8 where it is valid, GBK where it looks like it, else Latin-1. */
    String text() {
        return ReplyDecoder.decode(buffer, start, end - start);
    }

    /** Whether all octets are ASCII. */
    boolean isAscii() {
        for (int i = start; i < end; i++) {
            if (buffer[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
