package dev.replywise.sink.metrics;

import dev.replywise.event.MessageOutcome;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The metrics there are: names, units, attributes and how many series of each one JVM can create. */
public enum SmtpMetric {
    /** Replies, secondary ones left out. */
    REPLIES(
            "smtp.client.replies",
            "{reply}",
            "Replies of SMTP servers.",
            true,
            Limits.REPLIES,
            Limits.COMMANDS * Limits.CLASSES,
            SmtpAttribute.COMMAND,
            SmtpAttribute.STATUS_CODE,
            SmtpAttribute.RESPONSE_CLASS,
            SmtpAttribute.CAUSE,
            SmtpAttribute.SERVER,
            SmtpAttribute.ERROR_TYPE),
    /** Time from a command's last octet to its reply. */
    COMMAND_DURATION(
            "smtp.client.command.duration",
            "s",
            "Time from an SMTP command to its reply.",
            false,
            Limits.COMMANDS * Limits.CLASSES,
            0,
            SmtpAttribute.COMMAND,
            SmtpAttribute.RESPONSE_CLASS),
    /** Messages handed to the mail library. */
    MESSAGES(
            "smtp.client.messages",
            "{message}",
            "Messages by what became of them.",
            true,
            Limits.MESSAGES,
            Limits.OUTCOMES,
            SmtpAttribute.OUTCOME,
            SmtpAttribute.SERVER),
    /** Time that sending a message took. */
    MESSAGE_DURATION(
            "smtp.client.message.duration",
            "s",
            "Time that sending a message took.",
            false,
            Limits.OUTCOMES * Limits.SERVERS,
            0,
            SmtpAttribute.OUTCOME,
            SmtpAttribute.SERVER),
    /** Recipients of messages. */
    RECIPIENTS(
            "smtp.client.recipients",
            "{recipient}",
            "Recipients by what became of them.",
            true,
            Limits.RECIPIENTS,
            Limits.CLASSES,
            SmtpAttribute.RESPONSE_CLASS,
            SmtpAttribute.CAUSE,
            SmtpAttribute.SERVER),
    /** Refusals and missing replies; there from the first event on. */
    FAILURES(
            "smtp.client.failures",
            "{failure}",
            "Replies that refused something, and replies and connections that did not come.",
            false,
            Limits.CLASSES - 1,
            0,
            SmtpAttribute.RESPONSE_CLASS),
    /** Connections that came about, and those that failed or broke. */
    CONNECTIONS(
            "smtp.client.connections",
            "{connection}",
            "Connections to SMTP servers, and failed ones by their error.",
            true,
            Limits.CONNECTIONS,
            2,
            SmtpAttribute.SERVER,
            SmtpAttribute.TLS_VERSION,
            SmtpAttribute.ERROR_TYPE);

    /** Upper bounds of the buckets of durations, in seconds: those of OpenTelemetry's HTTP metrics and three for mail. */
    public static final List<Double> DURATION_BOUNDS = Collections.unmodifiableList(Arrays.asList(
            0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0, 30.0, 60.0, 120.0));

    /** The value that stands for all values beyond a limit. */
    public static final String OTHER = "_OTHER";

    private final String key;
    private final String unit;
    private final String description;
    private final boolean labelled;
    private final int limit;
    private final int foldedLimit;
    private final List<SmtpAttribute> attributes;

    SmtpMetric(
            String key,
            String unit,
            String description,
            boolean labelled,
            int limit,
            int foldedLimit,
            SmtpAttribute... attributes) {
        this.key = key;
        this.unit = unit;
        this.description = description;
        this.labelled = labelled;
        this.limit = limit;
        this.foldedLimit = foldedLimit;
        this.attributes = Collections.unmodifiableList(Arrays.asList(attributes));
    }

    /** The name in OpenTelemetry and Micrometer. */
    public String key() {
        return key;
    }

    /** The unit, in UCUM as OpenTelemetry wants it. */
    public String unit() {
        return unit;
    }

    /** One sentence. */
    public String description() {
        return description;
    }

    /** Whether it is a distribution of seconds; a counter otherwise. */
    public boolean isDuration() {
        return unit.equals("s");
    }

    /** Whether the configured labels are put onto it. */
    public boolean isLabelled() {
        return labelled;
    }

    /** Its attributes, in the order of {@link Series#values()}; labels follow them. */
    public List<SmtpAttribute> attributes() {
        return attributes;
    }

    /** The most series that one JVM creates of it, whatever servers, replies and labels there are. */
    public int maxSeries() {
        return limit + foldedLimit;
    }

    /** Series with their own values; further ones are folded into {@link #maxSeries()} minus this many. */
    int limit() {
        return limit;
    }

    /** Limits that the documentation states; chosen so that ordinary services with dozens of servers never meet them. */
    static final class Limits {
        /** Values of {@code server.address} with their own name. */
        static final int SERVER_NAMES = 100;
        /** Those, the one for the rest, and the empty one. */
        static final int SERVERS = SERVER_NAMES + 2;

        static final int COMMANDS = SmtpCommand.values().length;
        static final int CLASSES = ReplyClass.values().length;
        static final int OUTCOMES = MessageOutcome.values().length;
        static final int REPLIES = 4_000;
        static final int MESSAGES = 1_000;
        static final int RECIPIENTS = 2_000;
        static final int CONNECTIONS = 1_000;

        private Limits() {}
    }
}
