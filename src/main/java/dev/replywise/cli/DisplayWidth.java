package dev.replywise.cli;

/** How many columns of a terminal a text takes: two for wide East Asian characters, none for combining marks. Stateless. */
final class DisplayWidth {
    /** First and last code points of the wide blocks (East Asian Width W and F), ascending. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF, 0xA960, 0xA97F,
        0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F680,
        0x1F6FF, 0x1F900, 0x1F9FF, 0x20000, 0x3FFFD
    };

    private DisplayWidth() {}

    /** Columns of a whole text without line breaks. */
    static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            columns += of(codePoint);
            i += Character.charCount(codePoint);
        }
        return columns;
    }

    /** Columns of one character: 0, 1 or 2. */
    static int of(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK:
            case Character.ENCLOSING_MARK:
            case Character.FORMAT:
                return 0;
            default:
                return isWide(codePoint) ? 2 : 1;
        }
    }

    /** Whether the character takes two columns; text of such characters may be broken anywhere. */
    static boolean isWide(int codePoint) {
        for (int i = 0; i < WIDE.length && codePoint >= WIDE[i]; i += 2) {
            if (codePoint <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** The text with blanks behind it up to a width; unchanged when it is as wide or wider. */
    static String pad(String text, int width) {
        int missing = width - of(text);
        if (missing <= 0) {
            return text;
        }
        StringBuilder padded = new StringBuilder(text.length() + missing).append(text);
        for (int i = 0; i < missing; i++) {
            padded.append(' ');
        }
        return padded.toString();
    }
}
