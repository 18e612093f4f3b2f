package dev.replywise.agent.otel;

import dev.replywise.event.EventFormat;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.event.TraceIds;
import dev.replywise.sink.metrics.SmtpMeters;
import java.util.List;

/** One OpenTelemetry API with what is set behind it, without naming any of its types. Thread-safe. */
public interface OtelApi {
    /** Whether a real SDK is set; asking sets nothing. */
    boolean isInUse();

    /** New meters; only while {@link #isInUse()}. */
    SmtpMeters meters(String version, List<String> labelNames);

    /** A new maker of spans; only while {@link #isInUse()}. */
    SmtpEventListener spans(String version, EventFormat format);

    /** The trace that the calling thread is in; only while {@link #isInUse()}. */
    TraceIds trace();
}
