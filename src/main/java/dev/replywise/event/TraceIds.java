package dev.replywise.event;

import com.google.auto.value.AutoValue;

/** The trace that an event belongs to, as {@code trace.id} and {@code span.id}; empty strings mean "none". Immutable. */
@AutoValue
public abstract class TraceIds {
    /** The value for "no trace". */
    public static final TraceIds NONE = of("", "");

    /** 32 hexadecimal digits. */
    public abstract String traceId();

    /** 16 hexadecimal digits. */
    public abstract String spanId();

    /** The ids of a span. */
    public static TraceIds of(String traceId, String spanId) {
        return new AutoValue_TraceIds(traceId, spanId);
    }
}
