package dev.replywise.agent.hook;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what failed inside the agent, and says the first of it: the application must not notice. Thread-safe. */
public final class SuppressedErrors {
    private static final AtomicLong COUNT = new AtomicLong();

    private SuppressedErrors() {}

    /** How many errors were kept from the application since the agent was loaded. */
    public static long count() {
        return COUNT.get();
    }

    /** Counts an error, and says it on standard error if it is the first. */
    public static void count(Throwable failure) {
        if (COUNT.getAndIncrement() != 0) {
            return;
        }
        try {
            StackTraceElement[] trace = failure.getStackTrace();
            System.err.println("replywise: internal error, mail is not affected, further ones are only counted: "
                    + failure
                    + (trace.length == 0 ? "" : " at " + trace[0]));
        } catch (Throwable ignored) {
            // A closed or replaced standard error leaves nothing to say it to.
        }
    }
}
