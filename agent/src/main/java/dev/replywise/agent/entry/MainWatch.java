package dev.replywise.agent.entry;

/**
 * Starts the agent's back ends from a background thread once the application's {@code main} runs.
 *
 * <p>Ports, JMX and logging must not be touched earlier: an application may still have to install its own log manager
 * or MBean server. The JVM says nothing when {@code main} begins, but the stack of the thread that called
 * {@code premain} does: at its bottom stands the instrumentation code, then the launcher, then {@code main}. This holds
 * for class files, jars and modules alike, and for other agents that come later on the command line.
 */
final class MainWatch implements Runnable {
    private static final long LOOK_EVERY_MILLIS = 10;

    /** An embedded JVM may never run a {@code main}; then its thread has left Java, and this is long enough. */
    private static final long GIVE_UP_MILLIS = 10_000;

    private final Thread main;

    private MainWatch(Thread main) {
        this.main = main;
    }

    static void startWhenMainRuns(Thread main) {
        Thread thread = new Thread(new MainWatch(main), "replywise-start");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            for (long waited = 0; !mainRuns() && waited < GIVE_UP_MILLIS; waited += LOOK_EVERY_MILLIS) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            Core.start();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            Complaint.say("not started", failure);
        }
    }

    private boolean mainRuns() {
        if (!main.isAlive()) {
            return true;
        }
        StackTraceElement[] stack = main.getStackTrace();
        if (stack.length == 0) {
            return false;
        }
        String bottom = stack[stack.length - 1].getClassName();
        return !bottom.startsWith("sun.") && !bottom.startsWith("java.") && !bottom.startsWith("jdk.internal.");
    }
}
