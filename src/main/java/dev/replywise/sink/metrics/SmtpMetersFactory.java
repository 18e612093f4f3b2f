package dev.replywise.sink.metrics;

import java.util.List;

/**
 * The way into one metrics library: tells whether anything stands behind its API, and makes the adapter. Implementations
 * link the library, so they are loaded only where it is present, have a public constructor without arguments, and are
 * thread-safe.
 */
public interface SmtpMetersFactory {
    /**
     * Whether numbers would be kept by somebody now; asked again from time to time while it says no. Changes nothing of
     * the application's.
     */
    boolean isInUse();

    /** Whether numbers would only be kept in this JVM, as by a registry that exports nothing. */
    default boolean isMemoryOnly() {
        return false;
    }

    /**
     * The adapter; asked for once, when there is use for it.
     *
     * @param labelNames what {@link MetricsListener#labelNames()} says
     */
    SmtpMeters meters(List<String> labelNames);
}
