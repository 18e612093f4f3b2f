package dev.replywise.agent.options;

/** A place that options are read from, strongest first. */
public enum OptionSource {
    /** {@code key=value} behind the agent's path. */
    ARGUMENT("the agent argument"),
    /** {@code -Dreplywise.key=value}. */
    PROPERTY("the system properties"),
    /** {@code REPLYWISE_KEY=value}. */
    ENVIRONMENT("the environment"),
    /** A line of the file named by {@code config}. */
    FILE("the options file");

    static final String PROPERTY_PREFIX = "replywise.";
    static final String VARIABLE_PREFIX = "REPLYWISE_";

    private final String place;

    OptionSource(String place) {
        this.place = place;
    }

    /** The place in words. */
    String place() {
        return place;
    }

    /** The name that an option has in this place. */
    String nameOf(Option option) {
        return this == PROPERTY ? option.property() : this == ENVIRONMENT ? option.variable() : option.key();
    }
}
