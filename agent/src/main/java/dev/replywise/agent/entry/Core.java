package dev.replywise.agent.entry;

import java.lang.instrument.Instrumentation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rest of the agent, seen from outside its class loader: a function of arrays whose first element names the call.
 * It is loaded at the first call that needs it. Thread-safe.
 */
@SuppressWarnings("ReturnValueIgnored") // calls without an answer
final class Core implements Runnable {
    /** Answers of the call {@code check}: nothing is hooked. */
    static final int DISABLED = 0;
    /** Answers of the call {@code check}: everything waits for mail. */
    static final int LAZY = 1;
    /** Answers of the call {@code check}: an option asks for something as soon as {@code main} runs. */
    static final int EARLY = 2;

    private static @Nullable String arguments;
    private static @Nullable Instrumentation instrumentation;
    private static volatile @Nullable Function<Object[], @Nullable Object> function;
    private static volatile boolean stopped;
    private static boolean warm;

    private Core() {}

    /** Remembers what the JVM gave; the latest wins. */
    static synchronized void configure(@Nullable String newArguments, Instrumentation newInstrumentation) {
        arguments = newArguments;
        instrumentation = newInstrumentation;
        stopped = false;
        Function<Object[], @Nullable Object> loaded = function;
        if (loaded != null) {
            loaded.apply(new Object[] {"configure", newArguments, newInstrumentation});
        }
    }

    /** Reads the options, says what is wrong with them, and returns one of the three constants. */
    static int checkOptions() throws Exception {
        Object answer = function().apply(new Object[] {"check"});
        return answer instanceof Integer ? ((Integer) answer).intValue() : LAZY;
    }

    /** Starts what an option asks for before the first mail. */
    static void start() throws Exception {
        function().apply(new Object[] {"start"});
    }

    /** Makes everything ready for mail on a thread of its own; a second call does nothing. */
    static synchronized void warmUp() {
        if (warm) {
            return;
        }
        warm = true;
        try {
            Thread thread = new Thread(new Core(), "replywise-warm-up");
            thread.setDaemon(true);
            thread.start();
        } catch (Throwable failure) {
            Complaint.say("no warm-up", failure);
        }
    }

    /** The hooked class file, or null where it is to stay as it is. */
    static byte @Nullable [] hook(@Nullable ClassLoader loader, String name, byte[] classFile) {
        try {
            if (ClassLoader.getSystemClassLoader().loadClass(Bridge.class.getName()) != Bridge.class) {
                throw new IllegalStateException("the system class loader does not see the agent");
            }
            return (byte[]) function().apply(new Object[] {"hook", loader, name, classFile});
        } catch (Throwable failure) {
            Complaint.say(name + " not hooked", failure);
            return null;
        }
    }

    /** Ends reporting; connections that are open go on without. */
    static void stop() {
        stopped = true;
        Function<Object[], @Nullable Object> loaded = function;
        if (loaded != null) {
            loaded.apply(new Object[] {"stop"});
        }
    }

    /** The function, if it is loaded and wanted. */
    static @Nullable Function<Object[], @Nullable Object> running() {
        return stopped ? null : function;
    }

    @Override
    public void run() {
        try {
            function().apply(new Object[] {"warm"});
        } catch (Throwable failure) {
            Complaint.say("not started", failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static Function<Object[], @Nullable Object> function() throws Exception {
        Function<Object[], @Nullable Object> loaded = function;
        if (loaded == null) {
            synchronized (Core.class) {
                loaded = function;
                if (loaded == null) {
                    loaded = (Function<Object[], @Nullable Object>) IsolatedClassLoader.ofThisJar()
                            .loadClass("dev.replywise.agent.AgentStart")
                            .getConstructor()
                            .newInstance();
                    loaded.apply(new Object[] {"configure", arguments, instrumentation});
                    function = loaded;
                }
            }
        }
        return loaded;
    }
}
