package dev.replywise.event;

/** How loud an event is, by the levels that logging frameworks share. */
public enum EventLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    /** Never written. */
    OFF;

    /** Whether an event of this level is written where {@code threshold} is the lowest level written. */
    public boolean reaches(EventLevel threshold) {
        return this != OFF && compareTo(threshold) >= 0;
    }

    /** The next level below; {@link #TRACE} and {@link #OFF} stay as they are. */
    EventLevel lower() {
        return this == OFF || this == TRACE ? this : values()[ordinal() - 1];
    }
}
