package dev.replywise.cli;

import dev.replywise.event.EventText;

/** Makes what others wrote, servers and users alike, safe for a terminal. Stateless. */
final class Shown {
    private static final int MAX_TEXT = 1000;

    private Shown() {}

    /** The text with control characters made visible, cut at 1,000 characters. */
    static String text(String text) {
        return EventText.visible(text, MAX_TEXT);
    }

    /** The message of a failure, or its kind where it has none; one safe line. */
    static String failure(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return text(message == null || message.isEmpty() ? kind : message);
    }
}
