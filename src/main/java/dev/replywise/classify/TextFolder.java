package dev.replywise.classify;

import java.util.List;

/**
 * Brings texts into the one form in which phrases are looked for: one line, lower case, plain quotes, single blanks, and
 * {@code @} for every mailbox address, so that words within addresses are never found. Not thread-safe; its time is
 * linear to the text.
 */
final class TextFolder {
    /** {@link #traits}: the text holds a digit, not counting those of the status at its beginning. */
    static final int DIGIT = 1;

    static final int DOT = 2;
    static final int COLON = 4;
    static final int SLASH = 8;
    static final int EQUALS = 16;
    static final int HASH = 32;
    static final int AT_SIGN = 64;
    static final int CAPITAL = 128;

    private static final char[] ASCII = asciiTable();
    private static final byte[] TRAITS = traitTable();
    /** In the ASCII table: to be left out. */
    private static final char DROPPED = '\0';
    /** In the ASCII table: an at sign, which takes more looks. */
    private static final char ADDRESS = 1;

    /**
     * The folded text, and behind it what is still to be folded: no text grows by being folded, so one array does for
     * both.
     */
    private final char[] folded;

    private int length;
    private int traits;
    private String status = "";

    private TextFolder(int capacity) {
        folded = new char[capacity];
    }

    /** The folded form of the lines of a reply. */
    static TextFolder ofLines(List<String> lines) {
        int capacity = 0;
        for (int i = 0; i < lines.size(); i++) {
            capacity += lines.get(i).length() + 1;
        }
        TextFolder folder = new TextFolder(capacity);
        int at = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int start = Scan.skipBlanks(line, 0);
            int behindCode = start + Scan.enhancedCodeLength(line, start);
            line.getChars(0, line.length(), folder.folded, at);
            if (i == 0) {
                if (behindCode > start) {
                    folder.status = line.substring(start, behindCode);
                    // Nothing within a status is to be folded.
                    System.arraycopy(folder.folded, start, folder.folded, 0, behindCode - start);
                    folder.length = behindCode - start;
                }
                folder.fold(at + behindCode, at + line.length());
            } else {
                // RFC 2034 §4: the code is repeated on every line, in the middle of what may be a phrase.
                folder.blank();
                folder.fold(at + (folder.status.isEmpty() ? 0 : behindCode), at + line.length());
            }
            at += line.length() + 1;
        }
        folder.trim();
        return folder;
    }

    /** The folded form of one text. */
    static TextFolder ofText(String text) {
        TextFolder folder = new TextFolder(text.length());
        text.getChars(0, text.length(), folder.folded, 0);
        folder.fold(0, text.length());
        folder.trim();
        return folder;
    }

    char[] chars() {
        return folded;
    }

    int length() {
        return length;
    }

    /** Which of some kinds of characters the text holds, as bits; most facts need some of them. */
    int traits() {
        return traits;
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

    /** Folds what stands from one position to another, neither before what is folded already. */
    private void fold(int start, int end) {
        char[] text = folded;
        char statusBegin = status.isEmpty() ? DROPPED : status.charAt(0);
        int to = length;
        int seen = 0;
        boolean behindBlank = to == 0 || text[to - 1] == ' ';
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c == statusBegin && repeatsStatus(to, i, end)) {
                i += status.length() - 1;
                continue;
            }
            char f;
            if (c < 128) {
                f = ASCII[c];
                seen |= TRAITS[c];
            } else {
                f = foldOther(c);
            }
            if (f >= ' ') {
                text[to] = f;
                boolean blank = f == ' ';
                to += blank && behindBlank ? 0 : 1;
                behindBlank = blank;
            } else if (f == ADDRESS) {
                i = address(to, i, end);
                to = length;
                behindBlank = false;
            }
        }
        length = to;
        traits |= seen;
    }

    /**
     * Whether the status of the first line stands here once more, as where somebody made one line of several. Behind a
     * reply code it belongs to a reply within the reply, and stays.
     */
    private boolean repeatsStatus(int to, int at, int end) {
        int behind = at + status.length();
        if (to < 2 || folded[to - 1] != ' ' || Scan.isDigit(folded[to - 2]) || behind > end) {
            return false;
        }
        for (int i = 0; i < status.length(); i++) {
            if (folded[at + i] != status.charAt(i)) {
                return false;
            }
        }
        return behind == end || folded[behind] == ' ';
    }

    /** Replaces the local part before an at sign, and steps over the domain behind it. Returns its last position. */
    private int address(int to, int at, int end) {
        int localStart = to;
        while (localStart > 0 && isLocal(folded[localStart - 1])) {
            localStart--;
        }
        int domainEnd = at + 1;
        while (domainEnd < end && isDomain(folded[domainEnd])) {
            domainEnd++;
        }
        while (domainEnd > at + 1 && !isAlphanumeric(folded[domainEnd - 1])) {
            domainEnd--;
        }
        boolean isAddress = localStart < to && domainEnd > at + 1;
        length = isAddress ? localStart : to;
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
                table[c] = c == '`' ? '\'' : c == '@' ? ADDRESS : c;
            }
        }
        return table;
    }

    private static byte[] traitTable() {
        byte[] table = new byte[128];
        for (char c = '0'; c <= '9'; c++) {
            table[c] = DIGIT;
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            table[c] = (byte) CAPITAL;
        }
        table['.'] = DOT;
        table[':'] = COLON;
        table['/'] = SLASH;
        table['='] = EQUALS;
        table['#'] = HASH;
        table['@'] = AT_SIGN;
        return table;
    }
}
