package dev.replywise.classify;

/** How much the cause rests on, by the values of {@code smtp.cause.confidence}. */
public enum Confidence {
    /** A rule on text, sub-code, provider or session. */
    HIGH("high"),
    /** The enhanced status code. */
    MEDIUM("medium"),
    /** The reply code alone. */
    LOW("low");

    private final String id;

    Confidence(String id) {
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
    public static Confidence of(String id) {
        StringBuilder known = new StringBuilder();
        for (Confidence candidate : values()) {
            if (candidate.id.equals(id)) {
                return candidate;
            }
            known.append(known.length() == 0 ? "" : ", ").append(candidate.id);
        }
        throw new IllegalArgumentException("'" + id + "' is none of: " + known);
    }
}
