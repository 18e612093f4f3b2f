package dev.replywise.event;

import java.util.Map;

/** What all events have. Immutable; not sanitized: addresses are full and texts are the server's own. */
public interface SmtpEvent {
    /** Milliseconds since the epoch, at which the thing was seen. */
    long timestampMillis();

    /** The connection. */
    SessionInfo session();

    /** Copied message headers and MDC values, by label name without {@code labels.}; empty when none are configured. */
    Map<String, String> labels();
}
