package dev.replywise.event;

import dev.replywise.reply.ReplyClass;

/** What became of a message as a whole, by the values of {@code smtp.message.outcome}. */
public enum MessageOutcome {
    /** For all recipients. */
    ACCEPTED("accepted", ReplyClass.POSITIVE),
    /** The body was accepted for some recipients. */
    PARTIAL("partial", ReplyClass.TRANSIENT),
    /** For none, and a later try may succeed for at least one. */
    TRANSIENT("transient", ReplyClass.TRANSIENT),
    /** For none, ever. */
    PERMANENT("permanent", ReplyClass.PERMANENT),
    /** A local or connection failure before the body was complete: safe to send again. */
    FAILED("failed", ReplyClass.NONE),
    /** The reply to the body was lost: it may have been accepted. */
    UNKNOWN("unknown", ReplyClass.NONE);

    private final String id;
    private final ReplyClass levelClass;

    MessageOutcome(String id, ReplyClass levelClass) {
        this.id = id;
        this.levelClass = levelClass;
    }

    /** The value of {@code smtp.message.outcome}. */
    public String id() {
        return id;
    }

    /** The reply class whose log level events of this outcome take. */
    public ReplyClass levelClass() {
        return levelClass;
    }
}
