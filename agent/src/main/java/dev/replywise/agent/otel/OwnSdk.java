package dev.replywise.agent.otel;

import dev.replywise.event.LogSink;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.sink.metrics.SmtpMeters;

/** The SDK that the agent brings, running, without naming any of its types. Thread-safe. */
public interface OwnSdk {
    /** Takes the numbers. */
    SmtpMeters meters();

    /** Makes spans. */
    SmtpEventListener spans();

    /** Takes log records. */
    LogSink logs();

    /** Whether an export failed and was said to have. */
    boolean isKnownToBeDown();

    /** Sends what it has and ends; false if that did not arrive. May take longer than it is given. */
    boolean close(long millis);
}
