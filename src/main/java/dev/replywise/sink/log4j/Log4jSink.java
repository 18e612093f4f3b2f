package dev.replywise.sink.log4j;

import dev.replywise.event.EventField;
import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.EventText;
import dev.replywise.event.LogSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;

/**
 * Writes events through the Log4j 2 API: the sentence as message, the fields in the thread context during the call.
 *
 * <p>The thread context, because that is what layouts show without being told: JSON template layouts, JSON layouts and
 * {@code %X}. Fields of a map message show in some of them only, and both together would put keys twice into a line.
 */
final class Log4jSink implements LogSink {
    @Override
    public boolean isEnabled(EventLevel level) {
        return level != EventLevel.OFF && logger().isEnabled(log4j(level));
    }

    @Override
    public void log(EventRecord event) {
        Map<String, String> fields = new HashMap<>();
        for (EventField field : event.fields()) {
            fields.put(field.key(), EventText.withoutLookups(field.value().toString()));
        }
        Map<String, String> covered = new HashMap<>();
        List<String> added = new ArrayList<>(fields.size());
        Map<String, String> before = ThreadContext.getImmutableContext();
        for (String key : fields.keySet()) {
            String value = before.get(key);
            if (value == null) {
                added.add(key);
            } else {
                covered.put(key, value);
            }
        }
        try {
            ThreadContext.putAll(fields);
            // A message object is not taken for a pattern: braces in a server's text stay as they are.
            Message message = new SimpleMessage(EventText.withoutLookups(event.message()));
            logger().log(log4j(event.level()), message);
        } finally {
            ThreadContext.removeAll(added);
            if (!covered.isEmpty()) {
                ThreadContext.putAll(covered);
            }
        }
    }

    /**
     * The logger of the context that the sending application's own loggers belong to. Log4j would else choose one by
     * the loader of this class, which has none, and configure a second one.
     */
    private static Logger logger() {
        return LogManager.getContext(applicationLoader(), false).getLogger(EventRecord.LOGGER);
    }

    private static ClassLoader applicationLoader() {
        ClassLoader api = LogManager.class.getClassLoader();
        ClassLoader sending = Thread.currentThread().getContextClassLoader();
        return sending != null && (sending == api || sees(sending)) ? sending : api;
    }

    private static boolean sees(ClassLoader loader) {
        try {
            return Class.forName(LogManager.class.getName(), false, loader) == LogManager.class;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static Level log4j(EventLevel level) {
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
        return ThreadContext.get(key);
    }
}
