package dev.replywise.sink.slf4j;

import dev.replywise.event.EventField;
import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.EventText;
import dev.replywise.event.LogSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes events through SLF4J 2, fields as key/value pairs. The logger is asked for anew: its context may change. */
final class Slf4j2Sink implements LogSink {
    @Override
    public boolean isEnabled(EventLevel level) {
        return level != EventLevel.OFF && logger().isEnabledForLevel(slf4j(level));
    }

    @Override
    public void log(EventRecord event) {
        LoggingEventBuilder builder = logger().atLevel(slf4j(event.level()));
        for (EventField field : event.fields()) {
            Object value = field.value();
            builder = builder.addKeyValue(
                    field.key(), value instanceof String ? EventText.withoutLookups((String) value) : value);
        }
        // Without arguments the message is not taken for a pattern: braces in a server's text stay as they are.
        builder.log(EventText.withoutLookups(event.message()));
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(EventRecord.LOGGER);
    }

    private static Level slf4j(EventLevel level) {
        switch (level) {
            case TRACE:
                return Level.TRACE;
            case DEBUG:
                return Level.DEBUG;
            case INFO:
                return Level.INFO;
            case WARN:
                return Level.WARN;
            default:
                return Level.ERROR;
        }
    }

    @Override
    public @Nullable String contextValue(String key) {
        return MDC.get(key);
    }
}
