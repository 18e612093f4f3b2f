package dev.replywise.agent.bridge;

/** Where events are logged, by the values of the option {@code log}. */
public enum LogTarget {
    /** The application's SLF4J, else its Log4j 2, else JSON lines. */
    AUTO,
    SLF4J,
    LOG4J2,
    /** JSON lines on standard error or in {@code log.file}. */
    JSON,
    /** Nowhere. */
    OFF
}
