package dev.replywise.event;

/**
 * Makes text of others safe to show: nothing in it can end a line, move a cursor, reverse the reading direction or be
 * invalid UTF-8. Stateless.
 */
public final class EventText {
    private static final String HEX = "0123456789abcdef";
    private static final char CUT = '\u2026';

    private EventText() {}

    /**
     * The text with control characters, line separators, direction marks and lone surrogates written as {@code \xNN} or
     * {@code \}{@code uNNNN}, cut to a length at a character's border.
     *
     * @param maxLength UTF-16 units at most, at least 1; a cut text ends in an ellipsis
     */
    public static String visible(String text, int maxLength) {
        int plain = plainPrefix(text);
        if (plain == text.length() && plain <= maxLength) {
            return text;
        }
        StringBuilder out = new StringBuilder(Math.min(text.length() + 16, maxLength));
        // Up to where the text can stay if an ellipsis has to follow.
        int keep = 0;
        for (int i = 0; i < text.length(); ) {
            int units = unitsAt(text, i);
            if (isVisible(text, i, units)) {
                out.append(text, i, i + units);
            } else {
                for (int unit = i; unit < i + units; unit++) {
                    escape(text.charAt(unit), out);
                }
            }
            if (out.length() > maxLength) {
                out.setLength(keep);
                return out.append(CUT).toString();
            }
            if (out.length() < maxLength) {
                keep = out.length();
            }
            i += units;
        }
        return out.toString();
    }

    /**
     * The text with the opening of a lookup, <code>${</code>, broken: some versions of logging frameworks evaluate it
     * even in the texts they are to write.
     */
    public static String withoutLookups(String text) {
        return text.contains("${") ? text.replace("${", "$\\x7b") : text;
    }

    private static int plainPrefix(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) <= '~') {
            i++;
        }
        return i;
    }

    private static int unitsAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))
                ? 2
                : 1;
    }

    private static boolean isVisible(String text, int i, int units) {
        char c = text.charAt(i);
        if (units == 1 && c >= ' ' && c <= '~') {
            return true;
        }
        // The joiners stand inside words of living languages and hide nothing.
        if (c == '\u200c' || c == '\u200d') {
            return true;
        }
        switch (Character.getType(text.codePointAt(i))) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.SURROGATE:
                return false;
            default:
                return true;
        }
    }

    private static void escape(char c, StringBuilder out) {
        out.append('\\').append(c < 0x100 ? 'x' : 'u');
        for (int shift = c < 0x100 ? 4 : 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 0xf));
        }
    }
}
