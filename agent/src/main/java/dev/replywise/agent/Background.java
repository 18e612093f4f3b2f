package dev.replywise.agent;

import dev.replywise.agent.hook.SuppressedErrors;

/** Starts daemon threads that hold nothing of the application. */
final class Background {
    private Background() {}

    /** Runs a task once; what it throws is counted and said once. */
    static Thread start(String name, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Throwable failure) {
                        SuppressedErrors.count(failure);
                    }
                },
                name);
        thread.setDaemon(true);
        // A thread inherits its maker's context loader and would keep an undeployed application alive.
        thread.setContextClassLoader(Background.class.getClassLoader());
        thread.start();
        return thread;
    }
}
