package dev.replywise.agent.entry;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The ways into the agent: {@code -javaagent} before {@code main}, an attach later, and {@code java -jar}.
 *
 * <p>Does as little as possible. Whatever goes wrong here is one line on standard error: an exception that leaves
 * {@code premain} would end the application.
 */
public final class Agent {
    /**
     * The argument of an attach that takes the agent out again; no option can look like it. A file may stand behind it,
     * with an equals sign between, for the answer whether there was anything to take out.
     */
    static final String DETACH = "--detach";

    private Agent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            Core.configure(arguments, instrumentation);
            int start = GivenOptions.any(arguments) ? Core.checkOptions() : Core.LAZY;
            if (start != Core.DISABLED) {
                MailWatch.install(instrumentation, false);
            }
            if (start == Core.EARLY) {
                MainWatch.startWhenMainRuns(Thread.currentThread());
            }
        } catch (Throwable failure) {
            Complaint.say("not started", failure);
        }
    }

    /** Called by the JVM when the agent is attached while the application runs; may be called again. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            if (arguments != null && arguments.startsWith(DETACH)) {
                boolean attached = MailWatch.remove();
                Core.stop();
                answer(arguments, attached);
                return;
            }
            Core.configure(arguments, instrumentation);
            int start = Core.checkOptions();
            if (start == Core.DISABLED) {
                MailWatch.remove();
                Core.stop();
                return;
            }
            MailWatch.install(instrumentation, true);
            if (start == Core.EARLY) {
                Core.start();
            }
        } catch (Throwable failure) {
            Complaint.say("not attached", failure);
        }
    }

    /** Only into a file that is there: whoever asks has made it, and deletes it. */
    private static void answer(String arguments, boolean attached) {
        if (arguments.length() <= DETACH.length() + 1) {
            return;
        }
        File file = new File(arguments.substring(DETACH.length() + 1));
        if (!file.isFile()) {
            return;
        }
        try (FileOutputStream out = new FileOutputStream(file)) {
            out.write(attached ? '1' : '0');
        } catch (IOException unanswered) {
            // Whoever asks sees an empty file and knows as much as before.
        }
    }

    /** The command line. */
    public static void main(String[] arguments) throws Throwable {
        ClassLoader loader = IsolatedClassLoader.ofThisJar();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Object status = loader.loadClass("dev.replywise.agent.CommandLine")
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) arguments);
            System.out.flush();
            System.err.flush();
            System.exit(((Integer) status).intValue());
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }
}
