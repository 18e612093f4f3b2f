package dev.replywise.sink.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a client asks for: the few parts of an HTTP/1.1 request that matter (RFC 9112 §3). Immutable. */
public final class HttpRequest {
    private static final int LARGEST_HEAD = 16 * 1024;

    private final String[] lines;

    private HttpRequest(String[] lines) {
        this.lines = lines;
    }

    /**
     * Reads a request up to the empty line behind its header.
     *
     * @throws IOException when the connection ends before, the header is too large or the deadline passes
     */
    static HttpRequest read(InputStream in, long deadlineNanos) throws IOException {
        StringBuilder head = new StringBuilder(512);
        byte[] buffer = new byte[2048];
        while (end(head) < 0) {
            int count = in.read(buffer);
            if (count < 0 || head.length() > LARGEST_HEAD || System.nanoTime() - deadlineNanos > 0) {
                throw new IOException("no whole request");
            }
            head.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
        return new HttpRequest(head.substring(0, end(head)).split("\n", -1));
    }

    private static int end(StringBuilder head) {
        int crlf = head.indexOf("\r\n\r\n");
        return crlf >= 0 ? crlf : head.indexOf("\n\n");
    }

    /** {@code GET}. */
    public String method() {
        return word(0);
    }

    /** The path without its query, as it was sent. */
    public String path() {
        String target = word(1);
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The first value of a query parameter, decoded; empty when it is not there or cannot be decoded. */
    public String parameter(String name) {
        String target = word(1);
        int query = target.indexOf('?');
        if (query < 0) {
            return "";
        }
        for (String pair : target.substring(query + 1).split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return decoded(pair.substring(name.length() + 1));
            }
        }
        return "";
    }

    /** The first value of a header field; empty when it is not there. */
    public String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** All values of a header field, one for each time it was sent. */
    public List<String> headers(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        List<String> values = new ArrayList<>(1);
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].trim();
            if (line.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                values.add(line.substring(prefix.length()).trim());
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (UnsupportedEncodingException | IllegalArgumentException malformed) {
            return "";
        }
    }

    private String word(int index) {
        String[] words = lines[0].trim().split(" ", -1);
        return index < words.length ? words[index] : "";
    }
}
