package dev.replywise.agent;

import dev.replywise.agent.hook.SuppressedErrors;
import dev.replywise.agent.options.AgentOptions;
import dev.replywise.agent.options.Option;
import dev.replywise.cli.Version;
import dev.replywise.sink.console.ConsoleEndpoint;
import dev.replywise.sink.console.ConsoleFacts;
import java.util.Map;

/**
 * The live page at work, and what it says of the agent. A class of its own, so that none of the page's are loaded unless
 * it is asked for. Thread-safe.
 */
final class LivePage implements AutoCloseable, ConsoleFacts {
    private final RunningBackend backend;
    private final ConsoleEndpoint endpoint;
    private final long attachedMillis = System.currentTimeMillis();

    /** Begins to keep events, and binds the port on a thread of its own. */
    LivePage(RunningBackend backend) {
        this.backend = backend;
        AgentOptions options = backend.options();
        this.endpoint = new ConsoleEndpoint(this, LogSettingsReader.format(options), backend.problems());
        backend.pipeline().addListener(endpoint.listener());
        Background.start("replywise-console-start", () -> {
            if (!endpoint.start(options.text(Option.CONSOLE_HOST), options.port(Option.CONSOLE_PORT))) {
                // Nobody will ever look at what would be kept.
                backend.pipeline().removeListener(endpoint.listener());
            }
        });
    }

    int port() {
        return endpoint.port();
    }

    @Override
    public void close() {
        endpoint.close();
        backend.pipeline().removeListener(endpoint.listener());
    }

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public long attachedMillis() {
        return attachedMillis;
    }

    @Override
    public Map<String, String> options() {
        return backend.options().inEffect();
    }

    @Override
    public long eventsLost() {
        return backend.eventsLost();
    }

    @Override
    public long suppressedErrors() {
        return SuppressedErrors.count() + backend.pipeline().suppressedErrors();
    }
}
