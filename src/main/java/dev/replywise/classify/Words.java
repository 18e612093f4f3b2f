package dev.replywise.classify;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A bounded piece of text cut into words: runs of letters, runs of digits, and single other characters that are no
 * blanks. Letters are lower case. Not thread-safe.
 */
final class Words {
    /** Facts stand at the beginning; what lies behind is not read. */
    static final int MAX_TEXT = 4_096;

    private static final byte OTHER = 0;
    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte BLANK = 3;
    private static final byte[] TYPES = types();

    private final String text;
    private final char[] folded;
    private @Nullable String lower;
    private int[] starts;
    private int[] ends;
    private int count;

    Words(String whole) {
        text = bounded(whole);
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (c >= 'A' && (c <= 'Z' || c >= 128)) {
                chars[i] = c < 128 ? (char) (c + 32) : Character.toLowerCase(c);
            }
        }
        folded = chars;
        starts = new int[16 + chars.length / 4];
        ends = new int[starts.length];
        int i = 0;
        while (i < chars.length) {
            int start = i++;
            switch (type(chars[start])) {
                case LETTER:
                    if (chars[start] == 'h' && isLink(start)) {
                        // A link is one word: the numbers in it are no facts.
                        while (i < chars.length && chars[i] > ' ' && chars[i] != '>' && chars[i] != '"') {
                            i++;
                        }
                    } else {
                        while (i < chars.length && type(chars[i]) == LETTER) {
                            i++;
                        }
                    }
                    break;
                case DIGIT:
                    while (i < chars.length && type(chars[i]) == DIGIT) {
                        i++;
                    }
                    break;
                case BLANK:
                    continue;
                default:
                    break;
            }
            add(start, i);
        }
    }

    /** The part of a text that is read. */
    static String bounded(String whole) {
        return whole.length() > MAX_TEXT ? whole.substring(0, MAX_TEXT) : whole;
    }

    private boolean isLink(int start) {
        return startsAt(start, "http") && (startsAt(start + 4, "://") || startsAt(start + 4, "s://"));
    }

    private static byte type(char c) {
        if (c < 128) {
            return TYPES[c];
        }
        if (Character.isLetter(c) || Character.isSurrogate(c)) {
            return LETTER;
        }
        return c == '\u00A0' || c == '\u3000' ? BLANK : OTHER;
    }

    private static byte[] types() {
        byte[] types = new byte[128];
        for (char c = 0; c < 128; c++) {
            types[c] = c <= ' ' ? BLANK : Scan.isDigit(c) ? DIGIT : c >= 'a' && c <= 'z' ? LETTER : OTHER;
        }
        return types;
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
        String made = lower;
        if (made == null) {
            made = new String(folded);
            lower = made;
        }
        return made;
    }

    /** The first character of a word. */
    char first(int word) {
        return folded[starts[word]];
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
        return word < 0 || word >= count ? "" : new String(folded, starts[word], ends[word] - starts[word]);
    }

    boolean is(int word, String wanted) {
        return word >= 0
                && word < count
                && ends[word] - starts[word] == wanted.length()
                && startsAt(starts[word], wanted);
    }

    private boolean startsAt(int at, String wanted) {
        if (wanted.length() > folded.length - at) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (folded[at + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a word is one of some single characters. */
    private boolean isOneCharacterOf(int word, String characters) {
        return word >= 0
                && word < count
                && ends[word] - starts[word] == 1
                && characters.indexOf(folded[starts[word]]) >= 0;
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
        return word >= 0 && word < count && ends[word] - starts[word] >= stem.length() && startsAt(starts[word], stem);
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
        return word >= 0 && word < count && Scan.isDigit(folded[starts[word]]);
    }

    /** A number of up to 12 digits; -1 for anything else. */
    long number(int word) {
        return isNumber(word) && ends[word] - starts[word] <= 12 ? Long.parseLong(get(word)) : -1;
    }

    /** Whether a word follows the one before without a blank. */
    boolean isJoined(int word) {
        return word > 0 && word < count && starts[word] == ends[word - 1];
    }

    /** Whether a number stands alone: not part of a code, an address, an identifier or a decimal fraction. */
    boolean standsAlone(int word) {
        return !(isJoined(word) && !isOneCharacterOf(word - 1, "([=:<>,;\"'~/"))
                && !(isJoined(word + 1)
                        && (isOneCharacterOf(word + 1, ".-_@:#") && isJoined(word + 2)
                                || isOneCharacterOf(word + 1, "_")));
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
