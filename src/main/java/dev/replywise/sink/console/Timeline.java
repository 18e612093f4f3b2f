package dev.replywise.sink.console;

import java.util.List;

/** The steps of one connection as they were when somebody asked. Immutable. */
final class Timeline {
    private final String sessionId;
    private final List<KeptEvent> steps;
    private final int stepsBeforeGap;
    private final long leftOut;

    Timeline(KeptSession session) {
        this.sessionId = session.id();
        this.steps = session.steps();
        this.stepsBeforeGap = session.stepsBeforeGap();
        this.leftOut = session.leftOut();
    }

    String sessionId() {
        return sessionId;
    }

    List<KeptEvent> steps() {
        return steps;
    }

    /** How many of the steps stand before those that were left out. */
    int stepsBeforeGap() {
        return stepsBeforeGap;
    }

    long leftOut() {
        return leftOut;
    }
}
