package dev.replywise.classify;

import java.util.Arrays;

/**
 * A bounded piece of text cut into words: runs of letters, runs of digits, and single other characters that are no
 * blanks. Letters are lower case. Not thread-safe.
 */
final class Words {
    /** Facts stand at the beginning; what lies behind is not read. */
    static final int MAX_TEXT = 4_096;

    private final String text;
    private final String lower;
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int count;

    Words(String whole) {
        text = whole.length() > MAX_TEXT ? whole.substring(0, MAX_TEXT) : whole;
        char[] folded = new char[text.length()];
        for (int i = 0; i < folded.length; i++) {
            char c = text.charAt(i);
            folded[i] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c < 128 ? c : Character.toLowerCase(c);
        }
        lower = new String(folded);
        int i = 0;
        while (i < folded.length) {
            char c = folded[i];
            int start = i++;
            if (c == 'h' && (lower.startsWith("http://", start) || lower.startsWith("https://", start))) {
                // A link is one word: the numbers in it are no facts.
                while (i < folded.length && folded[i] > ' ' && folded[i] != '>' && folded[i] != '"') {
                    i++;
                }
            } else if (Scan.isDigit(c)) {
                while (i < folded.length && Scan.isDigit(folded[i])) {
                    i++;
                }
            } else if (isLetter(c)) {
                while (i < folded.length && isLetter(folded[i])) {
                    i++;
                }
            } else if (c <= ' ' || c == '\u00A0' || c == '\u3000') {
                continue;
            }
            add(start, i);
        }
    }

    private static boolean isLetter(char c) {
        return c < 128 ? c >= 'a' && c <= 'z' : Character.isLetter(c) || Character.isSurrogate(c);
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = end;
    }

    /** The text as it was. */
    String text() {
        return text;
    }

    /** The text in lower case, each character at its place. */
    String lower() {
        return lower;
    }

    int size() {
        return count;
    }

    int start(int word) {
        return starts[word];
    }

    int end(int word) {
        return ends[word];
    }

    /** A word; empty outside the text. */
    String get(int word) {
        return word < 0 || word >= count ? "" : lower.substring(starts[word], ends[word]);
    }

    boolean is(int word, String wanted) {
        return word >= 0
                && word < count
                && ends[word] - starts[word] == wanted.length()
                && lower.startsWith(wanted, starts[word]);
    }

    boolean isOneOf(int word, String... wanted) {
        for (String candidate : wanted) {
            if (is(word, candidate)) {
                return true;
            }
        }
        return false;
    }

    boolean startsWith(int word, String stem) {
        return word >= 0
                && word < count
                && ends[word] - starts[word] >= stem.length()
                && lower.startsWith(stem, starts[word]);
    }

    boolean startsWithOneOf(int word, String... stems) {
        for (String stem : stems) {
            if (startsWith(word, stem)) {
                return true;
            }
        }
        return false;
    }

    boolean isNumber(int word) {
        return word >= 0 && word < count && Scan.isDigit(lower.charAt(starts[word]));
    }

    /** A number of up to 12 digits; -1 for anything else. */
    long number(int word) {
        return isNumber(word) && ends[word] - starts[word] <= 12
                ? Long.parseLong(lower.substring(starts[word], ends[word]))
                : -1;
    }

    /** Whether a word follows the one before without a blank. */
    boolean isJoined(int word) {
        return word > 0 && word < count && starts[word] == ends[word - 1];
    }

    /** Whether a number stands alone: not part of a code, an address, an identifier or a decimal fraction. */
    boolean standsAlone(int word) {
        return !(isJoined(word) && !isOneOf(word - 1, "(", "[", "=", ":", "<", ">", ",", ";", "\"", "'", "~", "/"))
                && !(isJoined(word + 1)
                        && (isOneOf(word + 1, ".", "-", "_", "@", ":", "#") && isJoined(word + 2)
                                || is(word + 1, "_")));
    }

    /** The last word that ends at or before a position; -1 when there is none. */
    int before(int position) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
