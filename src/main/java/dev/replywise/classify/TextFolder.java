package dev.replywise.classify;

import java.util.List;

/**
 * Brings texts into the one form in which phrases are looked for: one line, lower case, plain quotes, single blanks, and
 * {@code @} for every mailbox address, so that words within addresses are never found. Not thread-safe; its time is
 * linear to the text.
 */
final class TextFolder {
    private static final char[] ASCII = asciiTable();
    /** In the ASCII table: to be left out. */
    private static final char DROPPED = '\0';

    private char[] folded;
    private int length;
    private String status = "";

    TextFolder(int capacity) {
        folded = new char[capacity + 2];
    }

    /** The folded form of the lines of a reply. */
    static TextFolder ofLines(List<String> lines) {
        int capacity = 0;
        for (int i = 0; i < lines.size(); i++) {
            capacity += lines.get(i).length() + 1;
        }
        TextFolder folder = new TextFolder(capacity);
        if (!lines.isEmpty()) {
            String first = lines.get(0);
            int start = Scan.skipBlanks(first, 0);
            int end = start + Scan.enhancedCodeLength(first, start);
            folder.status = first.substring(start, end);
            folder.add(first, start, end);
            folder.add(first, end, first.length());
        }
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            // RFC 2034 §4: the code is repeated on every line, in the middle of what may be a phrase.
            int start = Scan.skipBlanks(line, 0);
            start = folder.status.isEmpty() ? 0 : start + Scan.enhancedCodeLength(line, start);
            folder.blank();
            folder.add(line, start, line.length());
        }
        folder.trim();
        return folder;
    }

    /** The folded form of one text. */
    static TextFolder ofText(String text) {
        TextFolder folder = new TextFolder(text.length());
        folder.add(text, 0, text.length());
        folder.trim();
        return folder;
    }

    char[] chars() {
        return folded;
    }

    int length() {
        return length;
    }

    @Override
    public String toString() {
        return new String(folded, 0, length);
    }

    private void trim() {
        while (length > 0 && folded[length - 1] == ' ') {
            length--;
        }
    }

    private void blank() {
        if (length > 0 && folded[length - 1] != ' ') {
            folded[length++] = ' ';
        }
    }

    private void add(String text, int start, int end) {
        char statusBegin = status.isEmpty() || end <= status.length() ? DROPPED : status.charAt(0);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == statusBegin && repeatsStatus(text, i)) {
                i += status.length() - 1;
                continue;
            }
            char f = c < 128 ? ASCII[c] : foldOther(c);
            if (f == ' ') {
                blank();
            } else if (f == '@') {
                i = address(text, i);
            } else if (f != DROPPED) {
                folded[length++] = f;
            }
        }
    }

    /**
     * Whether the status of the first line stands here once more, as where somebody made one line of several. Behind a
     * reply code it belongs to a reply within the reply, and stays.
     */
    private boolean repeatsStatus(String text, int at) {
        int end = at + status.length();
        return length > 1
                && folded[length - 1] == ' '
                && !Scan.isDigit(folded[length - 2])
                && text.startsWith(status, at)
                && (end == text.length() || text.charAt(end) == ' ');
    }

    /** Replaces the local part before an at sign, and steps over the domain behind it. Returns its last position. */
    private int address(String text, int at) {
        int localStart = length;
        while (localStart > 0 && isLocal(folded[localStart - 1])) {
            localStart--;
        }
        int domainEnd = at + 1;
        while (domainEnd < text.length() && isDomain(text.charAt(domainEnd))) {
            domainEnd++;
        }
        while (domainEnd > at + 1 && !isAlphanumeric(text.charAt(domainEnd - 1))) {
            domainEnd--;
        }
        boolean isAddress = localStart < length && domainEnd > at + 1;
        if (isAddress) {
            length = localStart;
        }
        folded[length++] = '@';
        return isAddress ? domainEnd - 1 : at;
    }

    private static boolean isLocal(char c) {
        if (c < 128) {
            return isAlphanumeric(c) || "._%+-~!#$^*{|}`".indexOf(c) >= 0;
        }
        return Character.isLetterOrDigit(c) && !Scan.isUnspaced(c);
    }

    private static boolean isDomain(char c) {
        return isAlphanumeric(c) || c == '.' || c == '-' || c == '_';
    }

    private static boolean isAlphanumeric(char c) {
        return c < 128 ? Scan.isAlphanumeric(c) : Character.isLetterOrDigit(c) && !Scan.isUnspaced(c);
    }

    private static char foldOther(char c) {
        switch (c) {
            case '\u2018':
            case '\u2019':
            case '\u201A':
            case '\u201B':
            case '\u2032':
            case '\u00B4':
                return '\'';
            case '\u201C':
            case '\u201D':
            case '\u201E':
            case '\u201F':
            case '\u2033':
            case '\u00AB':
            case '\u00BB':
                return '"';
            case '\u2010':
            case '\u2011':
            case '\u2012':
            case '\u2013':
            case '\u2014':
                return '-';
            case '\u00AD':
            case '\u200B':
            case '\u200C':
            case '\u200D':
            case '\uFEFF':
                return DROPPED;
            case '\u0085':
            case '\u00A0':
                return ' ';
            default:
                return Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : Character.toLowerCase(c);
        }
    }

    private static char[] asciiTable() {
        char[] table = new char[128];
        for (char c = 0; c < 128; c++) {
            if (c <= ' ' || c == 127) {
                table[c] = ' ';
            } else if (c >= 'A' && c <= 'Z') {
                table[c] = (char) (c + 32);
            } else {
                table[c] = c == '`' ? '\'' : c;
            }
        }
        return table;
    }
}
