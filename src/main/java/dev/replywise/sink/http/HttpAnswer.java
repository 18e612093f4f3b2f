package dev.replywise.sink.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A status, header fields and a body. Immutable. */
public final class HttpAnswer {
    /** The status of most answers. */
    public static final String OK = "200 OK";

    private final String status;
    private final Map<String, String> headers;
    private final byte[] body;

    private HttpAnswer(String status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * An answer.
     *
     * @param status code and reason: {@code 200 OK}
     */
    public static HttpAnswer of(String status, String contentType, byte[] body) {
        return new HttpAnswer(status, Collections.singletonMap("Content-Type", contentType), body.clone());
    }

    /** An answer of plain text. */
    public static HttpAnswer text(String status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with one more header field. */
    public HttpAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body);
    }

    /** The octets to send; without the body for {@code HEAD}. */
    byte[] head() {
        StringBuilder head = new StringBuilder(512).append("HTTP/1.1 ").append(status);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            head.append("\r\n").append(header.getKey()).append(": ").append(header.getValue());
        }
        head.append("\r\nContent-Length: ").append(body.length);
        head.append("\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] body() {
        return body;
    }
}
