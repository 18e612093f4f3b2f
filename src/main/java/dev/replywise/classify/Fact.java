package dev.replywise.classify;

/** A fact that a reply's text can hold, by its name in {@code smtp.fact.*} and in rule and message files. */
public enum Fact {
    /** The new address of a 251 or 551 (RFC 5321 §3.4). */
    FORWARD_PATH("forward_path"),
    /** Seconds to wait, as the server said. */
    RETRY_AFTER("retry_after"),
    /** The block list that the server named. */
    BLOCKLIST("blocklist"),
    /** Where a listing can be looked up or removed. */
    LOOKUP_URL("lookup_url"),
    /** The largest message accepted, in octets (RFC 1870). */
    SIZE_LIMIT("size_limit"),
    /** The refused message's size, in octets. */
    MESSAGE_SIZE("message_size"),
    /** The largest number of recipients accepted. */
    RECIPIENT_LIMIT("recipient_limit"),
    /** The largest number of connections accepted. */
    CONNECTION_LIMIT("connection_limit"),
    /** The client's IP address as the server saw it. */
    CLIENT_IP("client_ip"),
    /** The provider's own code for the condition. */
    SUBCODE("subcode"),
    /** A page that the server names. */
    HELP_URL("help_url"),
    /** The server's id of the accepted message. */
    QUEUE_ID("queue_id"),
    /** The SASL mechanisms offered, blank between (RFC 4954 §3). */
    AUTH_MECHANISMS("auth_mechanisms"),
    /** The domain whose SPF, DKIM or DMARC check failed. */
    FROM_DOMAIN("from_domain");

    private final String id;

    Fact(String id) {
        this.id = id;
    }

    /** The name in data files and events. */
    public String id() {
        return id;
    }

    /**
     * The constant of a name.
     *
     * @throws IllegalArgumentException when there is none; the message lists those there are
     */
    public static Fact of(String id) {
        StringBuilder known = new StringBuilder();
        for (Fact candidate : values()) {
            if (candidate.id.equals(id)) {
                return candidate;
            }
            known.append(known.length() == 0 ? "" : ", ").append(candidate.id);
        }
        throw new IllegalArgumentException("'" + id + "' is none of: " + known);
    }
}
