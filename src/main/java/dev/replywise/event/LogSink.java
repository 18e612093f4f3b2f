package dev.replywise.event;

import org.jspecify.annotations.Nullable;

/**
 * Where log events go. Called on the sending thread, which holds the mail library's monitor: it must return fast.
 * Implementations are thread-safe; what they throw is caught and counted by the caller.
 */
public interface LogSink {
    /** Whether an event of this level would be written; asked first, so that the fields are built only if so. */
    boolean isEnabled(EventLevel level);

    /** Writes one event. */
    void log(EventRecord event);

    /** The value of a key in the sending thread's logging context (MDC); null when there is none. */
    default @Nullable String contextValue(String key) {
        return null;
    }
}
