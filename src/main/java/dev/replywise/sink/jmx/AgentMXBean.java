package dev.replywise.sink.jmx;

import java.util.List;
import java.util.Map;

/** The agent's own state. */
public interface AgentMXBean {
    /** The version of Replywise. */
    String getVersion();

    /** The options in effect by key; secrets are hidden. */
    Map<String, String> getOptions();

    /** Where events and metrics go. */
    List<String> getActiveSinks();

    /** Events that could not be written. */
    long getEventsLost();

    /** Errors of the agent that were kept away from the application. */
    long getSuppressedErrors();

    /** Problems that were said, repeated ones included. */
    long getProblems();

    /** The port of the scrape endpoint; -1 when there is none. */
    int getPrometheusPort();

    /** The port of the live page; -1 when there is none. */
    int getConsolePort();
}
