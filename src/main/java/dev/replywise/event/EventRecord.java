package dev.replywise.event;

import com.google.auto.value.AutoValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An event as all log-like sinks show it: a level, a sentence and flat fields in a fixed order, addresses masked and
 * control characters made visible. Immutable.
 *
 * <p>No key is both a value and the beginning of another key.
 */
@AutoValue
public abstract class EventRecord {
    /** The name of the logger that events go to. */
    public static final String LOGGER = "dev.replywise.reply";

    /** Characters of the longest value of a field. */
    static final int MAX_VALUE = 2000;

    private static final int MAX_MESSAGE = 4000;

    /** Milliseconds since the epoch. */
    public abstract long timestampMillis();

    /** How loud. */
    public abstract EventLevel level();

    /** One sentence for a person, on one line. */
    public abstract String message();

    /** What is known; absent keys are left out. */
    public abstract List<EventField> fields();

    /** The value of a key; empty when the event does not have it. */
    public Optional<Object> value(String key) {
        for (EventField field : fields()) {
            if (field.key().equals(key)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** A builder of an event of this {@code event.name}. */
    public static Builder builder(String eventName) {
        return new Builder().put("event.name", eventName);
    }

    /** Builds records: makes strings safe to show and leaves out what is not known. Not thread-safe. */
    public static final class Builder {
        private final List<EventField> fields = new ArrayList<>(40);

        private Builder() {}

        /** Adds a text; an empty one is left out, a long one is cut. */
        public Builder put(String key, String value) {
            return put(key, value, MAX_VALUE);
        }

        Builder put(String key, String value, int maxLength) {
            if (!value.isEmpty()) {
                fields.add(EventField.of(key, EventText.visible(value, maxLength)));
            }
            return this;
        }

        /** Adds a number. */
        public Builder put(String key, long value) {
            fields.add(EventField.of(key, value));
            return this;
        }

        /** Adds a number unless it is negative, which means "not known". */
        Builder putKnown(String key, long value) {
            return value < 0 ? this : put(key, value);
        }

        /** Adds a truth value. */
        public Builder put(String key, boolean value) {
            fields.add(EventField.of(key, value));
            return this;
        }

        /** The record. */
        public EventRecord build(long timestampMillis, EventLevel level, String message) {
            return new AutoValue_EventRecord(
                    timestampMillis,
                    level,
                    EventText.visible(message, MAX_MESSAGE),
                    Collections.unmodifiableList(new ArrayList<>(fields)));
        }
    }
}
