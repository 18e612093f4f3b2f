package dev.replywise.event;

import com.google.auto.value.AutoValue;

/** One key of an event with its value. Immutable. */
@AutoValue
public abstract class EventField {
    /** Dotted, such as {@code smtp.response.status_code}. */
    public abstract String key();

    /** A {@link String}, {@link Long} or {@link Boolean}; a string holds no control characters. */
    public abstract Object value();

    static EventField of(String key, Object value) {
        return new AutoValue_EventField(key, value);
    }
}
