package dev.replywise.agent;

import dev.replywise.agent.bridge.LogListener;

/** Ends storms of equal events on time, when no further event comes to do so. */
final class StormClock implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 5_000;

    private final Thread thread;

    private StormClock(LogListener log) {
        this.thread = Background.start("replywise-storm", () -> run(log));
    }

    static StormClock start(LogListener log) {
        return new StormClock(log);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private static void run(LogListener log) {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY_MILLIS);
                log.endStorms();
            }
        } catch (InterruptedException closed) {
            log.endStorms();
        }
    }
}
