package dev.replywise.reply;

/** Something about a reply, or about its place in the session, that a correct server does not do. */
public enum ReplyAnomaly {
    /** Not a reply by the grammar of RFC 5321 §4.2. */
    MALFORMED("malformed"),
    /** The lines of one reply carry different codes (RFC 5321 §4.2.1 wants one). */
    MIXED_CODES("mixed-codes"),
    /** The enhanced status code's class is not the reply code's (RFC 2034 §4). */
    ENHANCED_MISMATCH("enhanced-mismatch"),
    /** A reply too many or too few: later replies belong to other commands. */
    DESYNCHRONISED("desynchronised"),
    /** A server that offered STARTTLS before does not now (RFC 3207 §6). */
    STARTTLS_STRIPPED("starttls-stripped"),
    /** Bytes arrived in plain text behind the reply to STARTTLS (RFC 3207 §4.2). */
    STARTTLS_INJECTION("starttls-injection");

    private final String id;

    ReplyAnomaly(String id) {
        this.id = id;
    }

    /** The value of {@code smtp.anomaly}. */
    public String id() {
        return id;
    }
}
