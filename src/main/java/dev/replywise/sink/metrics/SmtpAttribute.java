package dev.replywise.sink.metrics;

/** An attribute of a metric, by its name in OpenTelemetry and Micrometer. */
public enum SmtpAttribute {
    /** By the names of {@link dev.replywise.reply.SmtpCommand}. */
    COMMAND("smtp.command", true),
    /** Three digits; empty when no reply came. */
    STATUS_CODE("smtp.response.status_code", false),
    /** {@code positive}, {@code transient}, {@code permanent} or {@code none}. */
    RESPONSE_CLASS("smtp.response.class", true),
    /** Why. */
    CAUSE("smtp.cause.id", false),
    /** By the ids of {@link dev.replywise.event.MessageOutcome}. */
    OUTCOME("smtp.message.outcome", true),
    /** The configured host name in lower case; empty when not known. */
    SERVER("server.address", false),
    /** Such as {@code 1.3}; empty without TLS. */
    TLS_VERSION("tls.protocol.version", false),
    /** The reply code or the exception's class; empty where nothing failed. */
    ERROR_TYPE("error.type", false);

    private final String key;
    private final boolean always;

    SmtpAttribute(String key, boolean always) {
        this.key = key;
        this.always = always;
    }

    /** The name with dots. */
    public String key() {
        return key;
    }

    /** Whether it keeps its value even in the series that takes the rest when a metric has too many. */
    boolean isAlwaysKept() {
        return always;
    }
}
