package dev.replywise.catalog;

/** Who can fix a cause, by the values of {@code smtp.advice.actor}. */
public enum Actor {
    /** The sending application: its configuration, data or code. */
    APPLICATION("application"),
    /** Whoever runs the sending account, server or IP address. */
    SENDER_ADMIN("sender-admin"),
    /** Whoever edits the sending domain's DNS. */
    DNS_ADMIN("dns-admin"),
    /** The recipient in person. */
    RECIPIENT("recipient"),
    /** Whoever runs the receiving system. */
    RECIPIENT_ADMIN("recipient-admin"),
    /** The mail provider in between. */
    PROVIDER("provider"),
    /** Nobody has to do anything. */
    NOBODY_NEEDED("nobody-needed");

    private final String id;

    Actor(String id) {
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
    public static Actor of(String id) {
        StringBuilder known = new StringBuilder();
        for (Actor candidate : values()) {
            if (candidate.id.equals(id)) {
                return candidate;
            }
            known.append(known.length() == 0 ? "" : ", ").append(candidate.id);
        }
        throw new IllegalArgumentException("'" + id + "' is none of: " + known);
    }
}
