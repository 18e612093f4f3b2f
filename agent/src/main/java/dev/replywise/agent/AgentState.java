package dev.replywise.agent;

import dev.replywise.agent.hook.SuppressedErrors;
import dev.replywise.agent.options.Option;
import dev.replywise.cli.Version;
import dev.replywise.sink.jmx.AgentMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows the agent's own state in JMX. Thread-safe. */
final class AgentState implements AgentMXBean {
    private final RunningBackend backend;

    AgentState(RunningBackend backend) {
        this.backend = backend;
    }

    @Override
    public String getVersion() {
        return Version.text();
    }

    @Override
    public Map<String, String> getOptions() {
        return backend.options().inEffect();
    }

    @Override
    public List<String> getActiveSinks() {
        List<String> sinks = new ArrayList<>();
        sinks.add("log=" + backend.options().text(Option.LOG));
        sinks.add("jmx");
        if (backend.prometheusPort() >= 0) {
            sinks.add("prometheus");
        }
        sinks.addAll(backend.metersFound());
        if (backend.consolePort() >= 0) {
            sinks.add("console");
        }
        return sinks;
    }

    @Override
    public long getEventsLost() {
        return backend.eventsLost();
    }

    @Override
    public long getSuppressedErrors() {
        return SuppressedErrors.count() + backend.pipeline().suppressedErrors();
    }

    @Override
    public long getProblems() {
        return backend.problems().count();
    }

    @Override
    public int getPrometheusPort() {
        return backend.prometheusPort();
    }

    @Override
    public int getConsolePort() {
        return backend.consolePort();
    }
}
