package dev.replywise.event;

/**
 * Finds mail addresses in text, whatever surrounds them, and has them replaced. It goes over the text once and looks
 * back only over what is not yet written, so its time is linear to the text.
 *
 * <p>What may be a local part is taken as generously as RFC 5321, RFC 6531 and servers' habits allow (source routes,
 * percent and VERP forms, quoted strings, at-signs encoded as {@code %40}, {@code =40} or {@code +40}): too much masked
 * costs a word, too little costs somebody's privacy.
 */
final class AddressScanner {
    /** Quoted local parts with an at-sign inside are recognised up to this length; RFC 5321 allows 64. */
    private static final int MAX_QUOTED = 128;

    private static final String LOCAL_SYMBOLS = "!#$%&'*+-/=?^_`{|}~.\\";

    /** Writes what is shown. */
    interface Replacement {
        /** Writes the part of a text that stands between addresses. */
        void writeBetween(StringBuilder out, String text, int start, int end);

        /**
         * Writes what stands for an address.
         *
         * @param separator the at-sign as it was written
         * @param domain what follows it, with further at-signs in malformed addresses; may be empty
         */
        void writeAddress(StringBuilder out, String local, String separator, String domain);
    }

    private final String text;
    private final Replacement replacement;
    private final int maxLength;
    private final StringBuilder out;
    private int done;
    private int runFrom;
    private int runEnd;

    private AddressScanner(String text, Replacement replacement, int maxLength) {
        this.text = text;
        this.replacement = replacement;
        this.maxLength = maxLength;
        this.out = new StringBuilder(Math.min(text.length(), maxLength) + 32);
    }

    /** The text with its addresses replaced; what lies beyond {@code maxLength} may be dropped. */
    static String replace(String text, Replacement replacement, int maxLength) {
        return new AddressScanner(text, replacement, maxLength).run();
    }

    private String run() {
        int i = 0;
        while (i < text.length() && out.length() <= maxLength) {
            int next = text.charAt(i) == '"' ? quotedAddress(i) : address(i);
            i = next > i ? next : i + 1;
        }
        if (out.length() <= maxLength) {
            replacement.writeBetween(out, text, done, text.length());
        }
        return out.toString();
    }

    /** The end of the address whose at-sign is at {@code i}; {@code i} when there is none. */
    private int address(int i) {
        int length = separatorLength(text, i);
        if (length == 0 || (length > 1 && !isEncodedSeparator(i))) {
            return i;
        }
        int start = localStart(i);
        return start == i ? i : write(start, i, length);
    }

    /** The end of the address whose quoted local part begins at {@code quote}; {@code quote} when none does. */
    private int quotedAddress(int quote) {
        int at = behindQuotes(quote);
        int length = separatorLength(text, at);
        return length == 0 || (length > 1 && !isEncodedSeparator(at)) ? quote : write(runStart(quote), at, length);
    }

    /** The index behind a quoted string; the end of the text when none begins here. */
    private int behindQuotes(int quote) {
        int end = Math.min(text.length(), quote + MAX_QUOTED);
        for (int i = quote + 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i + 1;
            }
        }
        return text.length();
    }

    private int write(int start, int at, int separatorLength) {
        int end = domainEnd(at + separatorLength);
        int local = withoutLeadingSymbols(start, at);
        replacement.writeBetween(out, text, done, local);
        replacement.writeAddress(
                out,
                text.substring(local, at),
                text.substring(at, at + separatorLength),
                text.substring(at + separatorLength, end));
        done = end;
        return end;
    }

    /** Quotes and brackets of prose stay where they are; a local part of nothing but symbols is taken whole. */
    private int withoutLeadingSymbols(int start, int at) {
        int i = start;
        while (i < at && text.charAt(i) < 0x80 && !isAsciiLetterOrDigit(text.charAt(i))) {
            if (text.charAt(i) == '"') {
                return i;
            }
            i++;
        }
        if (i < at) {
            return i;
        }
        return at - start >= 3 && text.startsWith("***", at - 3) ? at - 3 : start;
    }

    private int localStart(int at) {
        if (at > done && text.charAt(at - 1) == '"') {
            int open = text.lastIndexOf('"', at - 2);
            return runStart(open >= done ? open : at - 1);
        }
        int start = runStart(at);
        return isUrl(start) ? parameterStart(start, at) : start;
    }

    /** Whether a word is what follows the colon of a URL. */
    private boolean isUrl(int start) {
        return start > done && text.charAt(start - 1) == ':' && text.startsWith("//", start);
    }

    /** In a URL, only the value of the last parameter, or the last part of the path, can be the local part. */
    private int parameterStart(int start, int at) {
        boolean inParameters = false;
        boolean inName = false;
        int value = start;
        for (int i = start; i < at; i++) {
            char c = text.charAt(i);
            if (c == '?' || c == '&' || c == '#') {
                inParameters = true;
                inName = true;
                value = i + 1;
            } else if (inName && c == '=') {
                inName = false;
                value = i + 1;
            } else if (!inParameters && c == '/') {
                value = i + 1;
            }
        }
        return value;
    }

    private int runStart(int end) {
        int i = end;
        while (i > done && isLocal(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /** An encoded at-sign counts where a domain name follows and no real at-sign ends the word. */
    private boolean isEncodedSeparator(int i) {
        int start = i + 3;
        int end = labelsEnd(start);
        int dot = end - 1;
        while (dot > start && text.charAt(dot) != '.') {
            dot--;
        }
        if (dot <= start || isDigit(text.charAt(dot + 1))) {
            return false;
        }
        // Remembered, as all encoded at-signs of a word have the same end.
        if (i < runFrom || i >= runEnd) {
            runFrom = i;
            runEnd = i;
            String ends = isUrl(runStart(i)) ? "&?/#" : "";
            while (runEnd < text.length() && isLocal(text.charAt(runEnd)) && ends.indexOf(text.charAt(runEnd)) < 0) {
                runEnd++;
            }
        }
        return !endsAtSeparator(runEnd);
    }

    private boolean endsAtSeparator(int end) {
        if (separatorLength(text, end) == 1) {
            return true;
        }
        return end < text.length()
                && text.charAt(end) == '"'
                && (separatorLength(text, end + 1) == 1 || separatorLength(text, behindQuotes(end)) == 1);
    }

    /** The end of a domain, an address literal, or a chain of either with further at-signs between. */
    private int domainEnd(int start) {
        int end = start;
        if (start < text.length() && text.charAt(start) == '[') {
            int close = start + 1;
            while (close < text.length() && isLiteral(text.charAt(close))) {
                close++;
            }
            end = close < text.length() && text.charAt(close) == ']' ? close + 1 : start;
        } else {
            end = labelsEnd(start);
        }
        int separator = separatorLength(text, end);
        boolean chained = separator == 1 || (separator > 1 && labelsEnd(end + separator) > end + separator);
        return chained ? chainEnd(end + separator) : end;
    }

    private int chainEnd(int start) {
        int end = start;
        while (true) {
            end = labelsEnd(end);
            int separator = separatorLength(text, end);
            if (separator == 0 || (separator > 1 && labelsEnd(end + separator) == end + separator)) {
                return end;
            }
            end += separator;
        }
    }

    private int labelsEnd(int start) {
        int end = start;
        while (end < text.length() && isDomain(text.charAt(end))) {
            end++;
        }
        while (end > start && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-')) {
            end--;
        }
        return end;
    }

    private static int separatorLength(String text, int i) {
        if (i >= text.length()) {
            return 0;
        }
        char c = text.charAt(i);
        if (isAt(c)) {
            return 1;
        }
        return (c == '%' || c == '=' || c == '+') && text.startsWith("40", i + 1) ? 3 : 0;
    }

    /** The full-width and small forms count too: mail programs take them for the real one. */
    private static boolean isAt(char c) {
        return c == '@' || c == '\uff20' || c == '\ufe6b';
    }

    private static boolean isLocal(char c) {
        if (c < 0x80) {
            return isAsciiLetterOrDigit(c) || LOCAL_SYMBOLS.indexOf(c) >= 0;
        }
        return !isAt(c) && !endsWord(c);
    }

    private static boolean isDomain(char c) {
        if (c < 0x80) {
            return isAsciiLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
        }
        return !isAt(c) && !endsWord(c);
    }

    /** Whether a character above ASCII stands between words: blanks, controls, brackets, quotes, full stops. */
    private static boolean endsWord(char c) {
        switch (Character.getType(c)) {
            case Character.CONTROL:
            case Character.SPACE_SEPARATOR:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.START_PUNCTUATION:
            case Character.END_PUNCTUATION:
            case Character.INITIAL_QUOTE_PUNCTUATION:
            case Character.FINAL_QUOTE_PUNCTUATION:
            case Character.OTHER_PUNCTUATION:
                return true;
            default:
                return false;
        }
    }

    private static boolean isLiteral(char c) {
        return isAsciiLetterOrDigit(c) || c == '.' || c == ':' || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
