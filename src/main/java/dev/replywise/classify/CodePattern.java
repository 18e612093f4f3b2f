package dev.replywise.classify;

import org.jspecify.annotations.Nullable;

/** Reply codes as rule files write them: three places, each a digit or {@code x} for any. Immutable. */
final class CodePattern {
    private final String pattern;

    private CodePattern(String pattern) {
        this.pattern = pattern;
    }

    /**
     * The pattern written so.
     *
     * @throws IllegalArgumentException when it is not made of three digits or {@code x}
     */
    static CodePattern of(String written) {
        boolean legal = written.length() == 3;
        for (int i = 0; legal && i < 3; i++) {
            char c = written.charAt(i);
            legal = Scan.isDigit(c) || c == 'x' || c == 'X';
        }
        if (!legal) {
            throw new IllegalArgumentException("code '" + written + "' is not three digits, or x for any");
        }
        return new CodePattern(written.replace('X', 'x'));
    }

    boolean matches(int code) {
        return fits(0, code / 100) && fits(1, code / 10 % 10) && fits(2, code % 10);
    }

    /** Whether codes with this first digit can match. */
    boolean admits(int firstDigit) {
        return fits(0, firstDigit);
    }

    /** Whether every code of the other pattern matches. */
    boolean covers(CodePattern other) {
        for (int i = 0; i < 3; i++) {
            if (pattern.charAt(i) != 'x' && pattern.charAt(i) != other.pattern.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(int place, int digit) {
        char c = pattern.charAt(place);
        return c == 'x' || c - '0' == digit;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodePattern && ((CodePattern) other).pattern.equals(pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
