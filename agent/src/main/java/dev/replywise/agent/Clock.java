package dev.replywise.agent;

import dev.replywise.agent.hook.SuppressedErrors;

/** Does something again and again on a daemon thread, until it is closed. */
final class Clock implements AutoCloseable {
    private final Thread thread;

    private Clock(Thread thread) {
        this.thread = thread;
    }

    /** Does it every so many milliseconds, first after that time; what it throws is counted, and it goes on. */
    static Clock every(long millis, String name, Runnable task) {
        return new Clock(Background.start(name, () -> run(millis, task)));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private static void run(long millis, Runnable task) {
        try {
            while (true) {
                Thread.sleep(millis);
                try {
                    task.run();
                } catch (RuntimeException | LinkageError failure) {
                    SuppressedErrors.count(failure);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
