package dev.replywise.classify;

import dev.replywise.reply.EnhancedStatusCode;

/**
 * Enhanced status codes as rule files write them: {@code X} for any class, {@code *} for any number, {@code 5*} for any
 * number that begins so, {@code none} for a reply without one. Immutable.
 */
final class EnhancedPattern {
    private static final int ANY = -1;
    private static final int NONE = -2;

    private final int classDigit;
    private final int subject;
    private final int detail;
    /** The digits that a detail of {@link #ANY} must begin with. */
    private final String detailPrefix;

    private EnhancedPattern(int classDigit, int subject, int detail, String detailPrefix) {
        this.classDigit = classDigit;
        this.subject = subject;
        this.detail = detail;
        this.detailPrefix = detailPrefix;
    }

    /**
     * The pattern written so.
     *
     * @throws IllegalArgumentException when it is none
     */
    static EnhancedPattern of(String written) {
        if (written.equals("none")) {
            return new EnhancedPattern(NONE, NONE, NONE, "");
        }
        String[] parts = written.split("\\.", -1);
        if (parts.length == 3) {
            int classDigit = part(parts[0], "X");
            int subject = part(parts[1], "*");
            String last = parts[2];
            int stars = last.endsWith("*") ? last.length() - 1 : 0;
            boolean prefixed = stars > 0 && Scan.skipDigits(last, 0) == stars;
            int detail = prefixed ? ANY : part(last, "*");
            if (classDigit >= ANY && classDigit <= 5 && subject >= ANY && detail >= ANY) {
                return new EnhancedPattern(classDigit, subject, detail, prefixed ? last.substring(0, stars) : "");
            }
        }
        throw new IllegalArgumentException("enhanced '" + written + "' is not like 5.1.1, X.1.1, 5.7.* or none");
    }

    private static int part(String written, String any) {
        if (written.equalsIgnoreCase(any)) {
            return ANY;
        }
        boolean number = !written.isEmpty() && written.length() <= 3 && Scan.skipDigits(written, 0) == written.length();
        return number ? Integer.parseInt(written) : NONE - 1;
    }

    boolean matches(EnhancedStatusCode code) {
        if (classDigit == NONE || !code.isPresent()) {
            return classDigit == NONE && !code.isPresent();
        }
        return fits(classDigit, code.classDigit())
                && fits(subject, code.subject())
                && fits(detail, code.detail())
                && (detailPrefix.isEmpty() || Integer.toString(code.detail()).startsWith(detailPrefix));
    }

    /** Whether every reply that the other pattern matches matches this one. */
    boolean covers(EnhancedPattern other) {
        String otherDetail = other.detail == ANY ? other.detailPrefix : Integer.toString(other.detail);
        return fits(classDigit, other.classDigit)
                && fits(subject, other.subject)
                && fits(detail, other.detail)
                && (detailPrefix.isEmpty() || otherDetail.startsWith(detailPrefix));
    }

    /** Subject and detail as one number when both are given; -1 otherwise. */
    int key() {
        return subject >= 0 && detail >= 0 ? key(subject, detail) : -1;
    }

    static int key(int subject, int detail) {
        return subject * 1000 + detail;
    }

    private static boolean fits(int pattern, int value) {
        return pattern == value || (pattern == ANY && value != NONE);
    }

    @Override
    public String toString() {
        if (classDigit == NONE) {
            return "none";
        }
        return (classDigit == ANY ? "X" : String.valueOf(classDigit)) + "."
                + (subject == ANY ? "*" : String.valueOf(subject)) + "."
                + (detail == ANY ? detailPrefix + "*" : String.valueOf(detail));
    }
}
