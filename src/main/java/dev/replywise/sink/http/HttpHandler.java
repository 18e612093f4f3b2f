package dev.replywise.sink.http;

import java.io.IOException;

/** Answers requests. Called on several threads at once; an exception ends the connection without an answer. */
public interface HttpHandler {
    /** The answer to a {@code GET}; to a {@code HEAD} the same, whose body is then left out. */
    HttpAnswer answer(HttpRequest request) throws IOException;
}
