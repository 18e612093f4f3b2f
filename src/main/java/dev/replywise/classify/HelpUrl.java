package dev.replywise.classify;

/** The first web address of a text. */
final class HelpUrl {
    private static final int MAX_LENGTH = 300;

    private HelpUrl() {}

    /** The address, of printable ASCII only and at most 300 characters; empty when there is none. */
    static String find(String text) {
        int bound = Math.min(text.length(), Words.MAX_TEXT);
        for (int at = text.indexOf("://"); at >= 0 && at < bound; at = text.indexOf("://", at + 3)) {
            int start = schemeStart(text, at);
            if (start >= 0) {
                int end = at + 3;
                while (end < text.length() && end - start < MAX_LENGTH && isPart(text.charAt(end))) {
                    end++;
                }
                while (end > at + 3 && isPunctuation(text, start, end - 1)) {
                    end--;
                }
                if (end > at + 3) {
                    return text.substring(start, end);
                }
            }
        }
        return "";
    }

    private static int schemeStart(String text, int colon) {
        if (text.regionMatches(true, colon - 5, "https", 0, 5)) {
            return colon - 5;
        }
        return text.regionMatches(true, colon - 4, "http", 0, 4) ? colon - 4 : -1;
    }

    private static boolean isPart(char c) {
        return c > ' ' && c < 127 && c != '<' && c != '>' && c != '"' && c != '\\' && c != '`' && c != '{' && c != '}';
    }

    private static boolean isPunctuation(String text, int start, int at) {
        char c = text.charAt(at);
        if (c == ')' || c == ']') {
            // A bracket that the address opened itself belongs to it.
            int opened = text.indexOf(c == ')' ? '(' : '[', start);
            return opened < 0 || opened > at;
        }
        return ".,;:!?'*".indexOf(c) >= 0;
    }
}
