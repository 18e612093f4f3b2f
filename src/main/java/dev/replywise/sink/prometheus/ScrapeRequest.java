package dev.replywise.sink.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a scraper asks for: the few parts of an HTTP/1.1 request that matter (RFC 9112 §3). Immutable. */
final class ScrapeRequest {
    private static final int LARGEST_HEAD = 16 * 1024;

    private final String[] lines;

    private ScrapeRequest(String[] lines) {
        this.lines = lines;
    }

    /**
     * Reads a request up to the empty line behind its header.
     *
     * @throws IOException when the connection ends before, the header is too large or the deadline passes
     */
    static ScrapeRequest read(InputStream in, long deadlineNanos) throws IOException {
        StringBuilder head = new StringBuilder(512);
        byte[] buffer = new byte[2048];
        while (end(head) < 0) {
            int count = in.read(buffer);
            if (count < 0 || head.length() > LARGEST_HEAD || System.nanoTime() - deadlineNanos > 0) {
                throw new IOException("no whole request");
            }
            head.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
        return new ScrapeRequest(head.substring(0, end(head)).split("\n", -1));
    }

    private static int end(StringBuilder head) {
        int crlf = head.indexOf("\r\n\r\n");
        return crlf >= 0 ? crlf : head.indexOf("\n\n");
    }

    /** {@code GET}. */
    String method() {
        return word(0);
    }

    /** The path without its query. */
    String path() {
        String target = word(1);
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The value of a header; empty when it is not there. */
    String header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].trim();
            if (line.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                return line.substring(prefix.length()).trim();
            }
        }
        return "";
    }

    private String word(int index) {
        String[] words = lines[0].trim().split(" ", -1);
        return index < words.length ? words[index] : "";
    }
}
