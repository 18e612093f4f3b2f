package dev.replywise.sink.metrics;

/**
 * What a metrics library has to offer so that it shows the numbers of {@link SmtpMetric}: one adapter for each library.
 *
 * <p>Implementations are thread-safe and fast: calls come on sending threads. What they throw is caught and said once.
 */
public interface SmtpMeters {
    /**
     * A counter went up.
     *
     * @param count 0 asks for the series to appear with its present value
     */
    default void counted(Series series, long count) {}

    /** Something took this long. */
    default void timed(Series series, long nanos) {}

    /** No more calls come; what was registered may be taken away. */
    default void close() {}
}
