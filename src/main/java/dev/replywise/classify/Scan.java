package dev.replywise.classify;

/** Small looks at text that never go back: the building stones of everything here that reads a server's words. */
final class Scan {
    private static final boolean[] ASCII_WORD_PART = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            ASCII_WORD_PART[c] = isAlphanumeric(c);
        }
    }

    private Scan() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }

    static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** Whether a letter belongs to a script that puts no blanks between words: Han, Kana, Hangul, Thai, Lao, Khmer. */
    static boolean isUnspaced(char c) {
        return c >= '\u0E00'
                && (c <= '\u0EFF'
                        || (c >= '\u1780' && c <= '\u17FF')
                        || (c >= '\u1100' && c <= '\u11FF')
                        || (c >= '\u2E80' && c <= '\u9FFF')
                        || (c >= '\uAC00' && c <= '\uDFFF')
                        || (c >= '\uF900' && c <= '\uFAFF')
                        || (c >= '\uFF66' && c <= '\uFFDC'));
    }

    /** Whether a phrase may not end right before or behind this character, as it would end within a word. */
    static boolean isWordPart(char c) {
        return c < 128 ? ASCII_WORD_PART[c] : !isUnspaced(c) && Character.isLetterOrDigit(c);
    }

    static int skipBlanks(CharSequence text, int start) {
        int i = start;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    static int skipDigits(CharSequence text, int start) {
        int i = start;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The length of an enhanced status code (RFC 3463 §2) that begins here and stands alone; 0 when none does. */
    static int enhancedCodeLength(String text, int start) {
        if (start + 5 > text.length()) {
            return 0;
        }
        char first = text.charAt(start);
        if ((first != '2' && first != '4' && first != '5') || text.charAt(start + 1) != '.') {
            return 0;
        }
        int subjectEnd = skipDigits(text, start + 2);
        if (subjectEnd == start + 2 || subjectEnd > start + 5) {
            return 0;
        }
        if (subjectEnd >= text.length() || text.charAt(subjectEnd) != '.') {
            return 0;
        }
        int end = skipDigits(text, subjectEnd + 1);
        if (end == subjectEnd + 1 || end > subjectEnd + 4) {
            return 0;
        }
        return end == text.length() || text.charAt(end) != '.' || !isDigitAt(text, end + 1) ? end - start : 0;
    }

    static boolean isDigitAt(CharSequence text, int index) {
        return index >= 0 && index < text.length() && isDigit(text.charAt(index));
    }
}
