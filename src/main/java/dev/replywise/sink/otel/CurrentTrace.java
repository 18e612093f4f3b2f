package dev.replywise.sink.otel;

import dev.replywise.event.TraceIds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.Supplier;

/** The trace that the calling thread is in. Stateless. */
public final class CurrentTrace implements Supplier<TraceIds> {
    /** A supplier. */
    public CurrentTrace() {}

    @Override
    public TraceIds get() {
        SpanContext current = Span.current().getSpanContext();
        return current.isValid() ? TraceIds.of(current.getTraceId(), current.getSpanId()) : TraceIds.NONE;
    }
}
