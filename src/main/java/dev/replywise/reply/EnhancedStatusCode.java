package dev.replywise.reply;

import com.google.auto.value.AutoValue;

/**
 * An enhanced status code such as {@code 5.1.6} (RFC 3463 §2): class, subject and detail.
 *
 * <p>Immutable.
 */
@AutoValue
public abstract class EnhancedStatusCode {
    /** The value for "the server gave none". */
    public static final EnhancedStatusCode NONE = new AutoValue_EnhancedStatusCode(0, 0, 0);

    /** 2, 4 or 5; 0 in {@link #NONE}. */
    public abstract int classDigit();

    /** 0 to 999: what the status is about (RFC 3463 §3). */
    public abstract int subject();

    /** 0 to 999: the condition within its subject. */
    public abstract int detail();

    /**
     * The code of three parts.
     *
     * @return {@link #NONE} when a part is outside RFC 3463's grammar
     */
    public static EnhancedStatusCode of(int classDigit, int subject, int detail) {
        boolean legal = (classDigit == 2 || classDigit == 4 || classDigit == 5)
                && subject >= 0
                && subject <= 999
                && detail >= 0
                && detail <= 999;
        return legal ? new AutoValue_EnhancedStatusCode(classDigit, subject, detail) : NONE;
    }

    /** Reads exactly {@code d.ddd.ddd}; anything else is {@link #NONE}. */
    public static EnhancedStatusCode parse(CharSequence text) {
        int length = lengthAt(text, 0);
        return length == text.length() ? parseAt(text, 0) : NONE;
    }

    /** Reads the code that begins at {@code start}; {@link #NONE} when none does. */
    static EnhancedStatusCode parseAt(CharSequence text, int start) {
        if (lengthAt(text, start) == 0) {
            return NONE;
        }
        int[] parts = new int[3];
        int part = 0;
        for (int i = start; i < text.length() && part < 3; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                part++;
            } else if (c >= '0' && c <= '9') {
                parts[part] = parts[part] * 10 + (c - '0');
            } else {
                break;
            }
        }
        return of(parts[0], parts[1], parts[2]);
    }

    /** Characters that the code at {@code start} takes; 0 when none begins there. */
    static int lengthAt(CharSequence text, int start) {
        if (start < 0 || start + 5 > text.length()) {
            return 0;
        }
        char first = text.charAt(start);
        if ((first != '2' && first != '4' && first != '5') || text.charAt(start + 1) != '.') {
            return 0;
        }
        int subjectEnd = digitsEnd(text, start + 2);
        if (subjectEnd == start + 2 || subjectEnd >= text.length() || text.charAt(subjectEnd) != '.') {
            return 0;
        }
        int detailEnd = digitsEnd(text, subjectEnd + 1);
        if (detailEnd == subjectEnd + 1) {
            return 0;
        }
        boolean runsOn = detailEnd < text.length()
                && (isDigit(text.charAt(detailEnd))
                        || (text.charAt(detailEnd) == '.'
                                && detailEnd + 1 < text.length()
                                && isDigit(text.charAt(detailEnd + 1))));
        return runsOn ? 0 : detailEnd - start;
    }

    private static int digitsEnd(CharSequence text, int start) {
        int end = start;
        while (end < text.length() && end < start + 3 && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether the server gave a code at all. */
    public boolean isPresent() {
        return classDigit() != 0;
    }

    /** The severity that the code itself claims (RFC 3463 §3.1). */
    public ReplyClass replyClass() {
        return isPresent() ? ReplyClass.ofCode(classDigit() * 100) : ReplyClass.NONE;
    }

    /** {@code 5.1.6}; empty for {@link #NONE}. */
    @Override
    public final String toString() {
        return isPresent() ? classDigit() + "." + subject() + "." + detail() : "";
    }
}
