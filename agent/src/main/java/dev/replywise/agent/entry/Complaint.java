package dev.replywise.agent.entry;

/** Says on standard error, in one line, that the agent itself failed. */
final class Complaint {
    private Complaint() {}

    static void say(String what, Throwable failure) {
        try {
            System.err.println("replywise: " + what + ", the application goes on without it: " + failure);
        } catch (Throwable ignored) {
            // A closed or replaced standard error leaves nothing to say it to.
        }
    }
}
