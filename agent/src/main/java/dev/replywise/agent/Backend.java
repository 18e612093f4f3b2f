package dev.replywise.agent;

import dev.replywise.agent.options.AgentOptions;
import dev.replywise.agent.options.Option;
import dev.replywise.agent.options.Problems;
import dev.replywise.event.ReplyPipeline;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** The options and, from the first need on, what they ask for. Thread-safe. */
final class Backend {
    private final Problems problems = new Problems();

    private AgentOptions options = AgentOptions.read("");
    private @Nullable Instrumentation instrumentation;
    private boolean fileRead;
    private volatile @Nullable RunningBackend running;

    /**
     * Takes the agent's arguments and says what is wrong with them; reads no file. New arguments make a new pipeline
     * for the connections that begin from then on.
     */
    synchronized void configure(@Nullable String arguments, @Nullable Instrumentation ofJvm) {
        stop();
        instrumentation = ofJvm;
        options = AgentOptions.read(arguments);
        fileRead = false;
        say(options);
    }

    /** Whether anything is to be hooked, as far as is known without the options file. */
    synchronized boolean enabled() {
        return options.flag(Option.ENABLED);
    }

    /** Whether an option asks for something before the first mail: a port, or a file that may name one. */
    synchronized boolean early() {
        return options.isGiven(Option.PROMETHEUS_PORT)
                || options.isGiven(Option.CONSOLE_PORT)
                || options.isGiven(Option.CONFIG);
    }

    /** Whether anything is to be hooked, by the options file too. */
    synchronized boolean hooks() {
        return options().flag(Option.ENABLED);
    }

    /** The pipeline that new connections report to. */
    ReplyPipeline pipeline() {
        RunningBackend started = running;
        return started == null ? start().pipeline() : started.pipeline();
    }

    /** Ends what was started. */
    synchronized void stop() {
        RunningBackend started = running;
        running = null;
        if (started != null) {
            started.close();
        }
    }

    private synchronized RunningBackend start() {
        RunningBackend started = running;
        if (started == null) {
            started = RunningBackend.start(options(), problems, instrumentation);
            if (instrumentation != null) {
                started.recordFlights(instrumentation);
                started.explainInSpring(instrumentation);
            }
            running = started;
        }
        return started;
    }

    private AgentOptions options() {
        if (!fileRead) {
            fileRead = true;
            AgentOptions withFile = options.withFile();
            options = withFile;
            say(withFile);
        }
        return options;
    }

    private void say(AgentOptions read) {
        for (String problem : read.problems()) {
            problems.accept(problem);
        }
    }
}
