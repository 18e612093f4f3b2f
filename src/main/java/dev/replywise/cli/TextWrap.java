package dev.replywise.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines of a width, at blanks, between wide East Asian characters, and inside words only where a word
 * is wider than a line. Stateless; time is linear to the text.
 */
final class TextWrap {
    /** Marks that must not begin a line. */
    private static final String NOT_FIRST =
            "\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\uff09\u300b\u300d\u300f\u3011\u3009\u201d\u2019)],.;:!?";
    /** Marks that must not end a line. */
    private static final String NOT_LAST = "\uff08\u300a\u300c\u300e\u3010\u3008\u201c\u2018([";

    private TextWrap() {}

    /**
     * The lines of a text; at least one, which is empty for an empty text.
     *
     * @param width columns a line may take, at least 2
     */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        int start = skipBlanks(text, 0);
        while (start < text.length()) {
            int end = lineEnd(text, start, width);
            int trimmed = end;
            while (trimmed > start && text.charAt(trimmed - 1) == ' ') {
                trimmed--;
            }
            lines.add(text.substring(start, trimmed));
            start = skipBlanks(text, end);
        }
        if (lines.isEmpty()) {
            lines.add("");
        }
        return lines;
    }

    private static int lineEnd(String text, int start, int width) {
        int columns = 0;
        int lastBreak = -1;
        int i = start;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            int next = columns + DisplayWidth.of(codePoint);
            if (next > width) {
                // A blank may hang over the edge, as it is not printed.
                return codePoint == ' ' ? i : lastBreak > start ? lastBreak : Math.max(i, start + 1);
            }
            columns = next;
            i += Character.charCount(codePoint);
            if (mayBreakAt(text, i, codePoint)) {
                lastBreak = i;
            }
        }
        return i;
    }

    private static boolean mayBreakAt(String text, int i, int before) {
        if (before == ' ') {
            return true;
        }
        if (i >= text.length()) {
            return false;
        }
        int after = text.codePointAt(i);
        return (DisplayWidth.isWide(before) || DisplayWidth.isWide(after))
                && DisplayWidth.of(after) > 0
                && NOT_FIRST.indexOf(after) < 0
                && NOT_LAST.indexOf(before) < 0;
    }

    private static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }
}
