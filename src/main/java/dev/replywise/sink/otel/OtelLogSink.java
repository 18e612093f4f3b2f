package dev.replywise.sink.otel;

import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.LogSink;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.util.concurrent.TimeUnit;

/**
 * Writes events as OpenTelemetry log records: the sentence as body, the fields as attributes, in the context of the
 * message's span. Thread-safe.
 */
public final class OtelLogSink implements LogSink {
    private final Logger logger;
    private final OtelSpans spans;
    private final EventLevel threshold;

    /**
     * A sink.
     *
     * @param spans knows which span an event belongs to
     * @param threshold the lowest level that is written
     */
    public OtelLogSink(Logger logger, OtelSpans spans, EventLevel threshold) {
        this.logger = logger;
        this.spans = spans;
        this.threshold = threshold;
    }

    @Override
    public boolean isEnabled(EventLevel level) {
        return level.reaches(threshold);
    }

    @Override
    public void log(EventRecord event) {
        String session = text(event, "smtp.session.id");
        logger.logRecordBuilder()
                .setTimestamp(event.timestampMillis(), TimeUnit.MILLISECONDS)
                .setContext(spans.contextOf(session))
                .setSeverity(severity(event.level()))
                .setSeverityText(event.level().name())
                .setEventName(text(event, SpanFields.EVENT_NAME))
                .setBody(event.message())
                .setAllAttributes(SpanFields.all(event))
                .emit();
    }

    private static String text(EventRecord event, String key) {
        return event.value(key).map(Object::toString).orElse("");
    }

    private static Severity severity(EventLevel level) {
        switch (level) {
            case TRACE:
                return Severity.TRACE;
            case DEBUG:
                return Severity.DEBUG;
            case INFO:
                return Severity.INFO;
            case WARN:
                return Severity.WARN;
            default:
                return Severity.ERROR;
        }
    }
}
