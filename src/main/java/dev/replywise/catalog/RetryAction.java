package dev.replywise.catalog;

/** Whether and how to send again, by the values of {@code smtp.retry.action}. */
public enum RetryAction {
    /** It was accepted. */
    NONE_NEEDED("none-needed"),
    /** The same, after a while. */
    LATER("later"),
    /** The same, after a while and at a lower rate. */
    LATER_SLOWER("later-slower"),
    /** The same, with fewer recipients in each transaction. */
    SPLIT("split"),
    /** To another address. */
    OTHER_ADDRESS("other-address"),
    /** Only after somebody has changed something. */
    AFTER_FIX("after-fix"),
    /** Not again to this recipient. */
    NEVER("never"),
    /** It may have been accepted: do not send again blindly. */
    UNKNOWN("unknown");

    private final String id;

    RetryAction(String id) {
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
    public static RetryAction of(String id) {
        StringBuilder known = new StringBuilder();
        for (RetryAction candidate : values()) {
            if (candidate.id.equals(id)) {
                return candidate;
            }
            known.append(known.length() == 0 ? "" : ", ").append(candidate.id);
        }
        throw new IllegalArgumentException("'" + id + "' is none of: " + known);
    }
}
