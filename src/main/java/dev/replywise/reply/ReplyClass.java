package dev.replywise.reply;

/**
 * The severity of a reply, decided by the first digit of its code alone (RFC 5321 §4.2.1). Intermediate replies (3yz)
 * count as positive, as nothing was refused.
 */
public enum ReplyClass {
    /** 2yz and 3yz: the command was accepted, as far as it went. */
    POSITIVE("positive"),
    /** 4yz: refused for now; the same command may succeed later. */
    TRANSIENT("transient"),
    /** 5yz: refused; the same command will be refused again. */
    PERMANENT("permanent"),
    /** No reply came, or one whose code RFC 5321 does not allow. */
    NONE("none");

    private final String id;

    ReplyClass(String id) {
        this.id = id;
    }

    /** The value of {@code smtp.response.class}. */
    public String id() {
        return id;
    }

    /** Whether the reply refuses something: transient or permanent. */
    public boolean isRefusal() {
        return this == TRANSIENT || this == PERMANENT;
    }

    /** The class of a reply code; {@link #NONE} for every number outside 200 to 599. */
    public static ReplyClass ofCode(int code) {
        switch (code / 100) {
            case 2:
            case 3:
                return POSITIVE;
            case 4:
                return TRANSIENT;
            case 5:
                return PERMANENT;
            default:
                return NONE;
        }
    }
}
