package dev.replywise.sink.console;

import java.util.Map;

/** What the page says of the agent that serves it. Thread-safe. */
public interface ConsoleFacts {
    /** Such as {@code 1.0.0}. */
    String version();

    /** Since when events are seen, in milliseconds since the epoch. */
    long attachedMillis();

    /** The options in effect by key; secrets hidden. */
    Map<String, String> options();

    /** Events that could not be logged. */
    long eventsLost();

    /** Errors of the agent's own that were kept from the application. */
    long suppressedErrors();
}
