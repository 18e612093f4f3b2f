package dev.replywise.sink.slf4j;

import dev.replywise.event.EventField;
import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.EventText;
import dev.replywise.event.LogSink;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes events through SLF4J 1.7, fields as {@code key=value} behind the sentence and in the MDC during the call. Links
 * nothing that came with SLF4J 2.
 */
final class Slf4j1Sink implements LogSink {
    @Override
    public boolean isEnabled(EventLevel level) {
        Logger logger = LoggerFactory.getLogger(EventRecord.LOGGER);
        switch (level) {
            case TRACE:
                return logger.isTraceEnabled();
            case DEBUG:
                return logger.isDebugEnabled();
            case INFO:
                return logger.isInfoEnabled();
            case WARN:
                return logger.isWarnEnabled();
            case ERROR:
                return logger.isErrorEnabled();
            default:
                return false;
        }
    }

    @Override
    public void log(EventRecord event) {
        List<EventField> fields = event.fields();
        // First all reads, then all writes: Logback copies its map at the first write behind a read.
        @Nullable String[] before = new @Nullable String[fields.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = MDC.get(fields.get(i).key());
        }
        try {
            for (EventField field : fields) {
                MDC.put(field.key(), text(field));
            }
            write(event.level(), line(event));
        } finally {
            for (int i = 0; i < before.length; i++) {
                String value = before[i];
                if (value == null) {
                    MDC.remove(fields.get(i).key());
                } else {
                    MDC.put(fields.get(i).key(), value);
                }
            }
        }
    }

    /** Calls the methods of one argument, which do not take it for a pattern. */
    private static void write(EventLevel level, String line) {
        Logger logger = LoggerFactory.getLogger(EventRecord.LOGGER);
        switch (level) {
            case TRACE:
                logger.trace(line);
                break;
            case DEBUG:
                logger.debug(line);
                break;
            case INFO:
                logger.info(line);
                break;
            case WARN:
                logger.warn(line);
                break;
            default:
                logger.error(line);
        }
    }

    private static String line(EventRecord event) {
        StringBuilder line = new StringBuilder(1024).append(EventText.withoutLookups(event.message()));
        for (EventField field : event.fields()) {
            line.append(' ').append(field.key()).append('=');
            appendValue(text(field), line);
        }
        return line.toString();
    }

    private static String text(EventField field) {
        return EventText.withoutLookups(field.value().toString());
    }

    /** In quotes, with quotes and backslashes escaped, where a reader could not see the value's end otherwise. */
    private static void appendValue(String value, StringBuilder line) {
        boolean plain = true;
        for (int i = 0; i < value.length() && plain; i++) {
            char c = value.charAt(i);
            plain = c != ' ' && c != '"' && c != '=' && c != '\\' && !Character.isSpaceChar(c);
        }
        if (plain) {
            line.append(value);
            return;
        }
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\');
            }
            line.append(c);
        }
        line.append('"');
    }

    @Override
    public @Nullable String contextValue(String key) {
        return MDC.get(key);
    }
}
