package dev.replywise.event;

import java.util.ArrayList;
import java.util.List;

/** Hands events out in the order of the dialogue. Not thread-safe. */
final class Outbox {
    private static final int MAX_HELD_BACK = 64;

    private final ReplyPipeline pipeline;
    private final FailureNotes notes;
    private final List<SmtpEvent> heldBack = new ArrayList<>(0);

    Outbox(ReplyPipeline pipeline, FailureNotes notes) {
        this.pipeline = pipeline;
        this.notes = notes;
    }

    /**
     * Hands an event out, at once or after those of the read that goes on: a read inside a read ends first, but its reply
     * came last.
     */
    void put(SmtpEvent event, boolean duringRead) {
        if (!duringRead) {
            publish(event);
            return;
        }
        heldBack.add(event);
        if (heldBack.size() > MAX_HELD_BACK) {
            // The probe did not tell the end of the outer read.
            release();
        }
    }

    /** Hands out what was held back. */
    void release() {
        if (heldBack.isEmpty()) {
            return;
        }
        List<SmtpEvent> events = new ArrayList<>(heldBack);
        heldBack.clear();
        for (SmtpEvent event : events) {
            publish(event);
        }
    }

    private void publish(SmtpEvent event) {
        notes.note(event);
        if (event instanceof ReplyEvent) {
            pipeline.publish((ReplyEvent) event);
        } else if (event instanceof MessageEvent) {
            pipeline.publish((MessageEvent) event);
        } else {
            pipeline.publish((ConnectionEvent) event);
        }
    }
}
