package dev.replywise.sink.alert;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether one alert lasts: it begins after its condition has held for a while, and ends likewise. Not thread-safe. */
final class AlertState {
    private static final long MINUTE = 60_000;

    /** What a look at it can bring. */
    enum Change {
        NONE,
        BEGIN,
        END
    }

    private final AlertKind kind;
    private boolean waiting;
    private long waitingSince;
    private @Nullable Subject subject;
    private long begunMillis;

    AlertState(AlertKind kind) {
        this.kind = kind;
    }

    AlertKind kind() {
        return kind;
    }

    /** What it is about, while it lasts; that of the last one when it has just ended. */
    @Nullable
    Subject lasting() {
        return subject;
    }

    /** Since when it lasts. */
    long begunMillis() {
        return begunMillis;
    }

    /** Whether it neither lasts nor is about to begin. */
    boolean isQuiet() {
        return subject == null && !waiting;
    }

    /**
     * Takes in whether the condition holds.
     *
     * @param nowMillis of a clock that does not go back
     */
    Change update(long nowMillis, Optional<Subject> found) {
        boolean lasts = subject != null;
        if (found.isPresent() == lasts) {
            waiting = false;
            return Change.NONE;
        }
        if (!waiting) {
            waiting = true;
            waitingSince = nowMillis;
        }
        if (nowMillis - waitingSince < MINUTE * (lasts ? kind.holdMinutes() : kind.forMinutes())) {
            return Change.NONE;
        }
        waiting = false;
        if (lasts) {
            return Change.END;
        }
        subject = found.get();
        begunMillis = nowMillis;
        return Change.BEGIN;
    }

    /** Forgets the alert that has ended. */
    void forget() {
        subject = null;
    }
}
