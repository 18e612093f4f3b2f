package dev.replywise.agent;

import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a task when the first event comes. Thread-safe. */
final class FirstEvent extends EachEvent {
    private final AtomicBoolean seen = new AtomicBoolean();
    private final Runnable task;

    FirstEvent(Runnable task) {
        this.task = task;
    }

    @Override
    void seen() {
        if (!seen.get() && seen.compareAndSet(false, true)) {
            task.run();
        }
    }
}
