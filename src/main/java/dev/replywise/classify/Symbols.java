package dev.replywise.classify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of what phrases are made of: whole words, single other characters, and beginnings of words. 0 stands for
 * what no phrase holds. Filled by one thread; from then on immutable and thread-safe.
 */
final class Symbols {
    private static final int NONE = 0;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Map<String, Integer> words = new HashMap<>();
    private final TreeMap<String, IntList> beginnings = new TreeMap<>();
    private final int[][] characters = new int[256][];
    private int count = 1;

    /** For each slot a hash and, below it, a symbol. */
    private long[] slots = new long[2];

    private int shift = 63;
    /** For each symbol that is a word, where it begins in {@link #pool}; it ends where the next one begins. */
    private int[] starts = new int[0];

    private char[] pool = new char[0];

    /** The hash of a word with one more character behind it; 0 is that of no character. */
    static int hash(int before, char c) {
        return 31 * before + c;
    }

    /** One more than the highest symbol. */
    int count() {
        return count;
    }

    int addCharacter(char c) {
        int[] page = characters[c >> 8];
        if (page == null) {
            page = new int[256];
            characters[c >> 8] = page;
        }
        if (page[c & 255] == NONE) {
            page[c & 255] = count++;
        }
        return page[c & 255];
    }

    void addWord(String word) {
        if (words.putIfAbsent(word, count) == null) {
            count++;
        }
    }

    int word(String word) {
        return words.getOrDefault(word, NONE);
    }

    /** Makes a symbol for words that are not known themselves but begin so; the longest such beginning counts. */
    void addBeginning(String letters) {
        if (!beginnings.containsKey(letters)) {
            beginnings.put(letters, new IntList());
        }
    }

    List<String> words() {
        return new ArrayList<>(words.keySet());
    }

    /** After this no word, character or beginning may be added. */
    void freeze() {
        List<String> sorted = words();
        Collections.sort(sorted);
        // Neighbours in order begin alike; so one pass finds for each beginning the words and the longer beginnings.
        for (Map.Entry<String, IntList> entry : beginnings.entrySet()) {
            entry.getValue().add(count++);
        }
        for (Map.Entry<String, IntList> entry : beginnings.entrySet()) {
            String letters = entry.getKey();
            int at = Collections.binarySearch(sorted, letters);
            for (int i = at < 0 ? -at - 1 : at;
                    i < sorted.size() && sorted.get(i).startsWith(letters);
                    i++) {
                entry.getValue().add(word(sorted.get(i)));
            }
            for (Map.Entry<String, IntList> longer :
                    beginnings.tailMap(letters, false).entrySet()) {
                if (!longer.getKey().startsWith(letters)) {
                    break;
                }
                entry.getValue().add(longer.getValue().get(0));
            }
        }
        fillSlots();
    }

    private void fillSlots() {
        int characterCount = 0;
        int highest = 0;
        for (Map.Entry<String, Integer> word : words.entrySet()) {
            characterCount += word.getKey().length();
            highest = Math.max(highest, word.getValue());
        }
        int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, 2L * words.size()));
        shift = 64 - bits;
        slots = new long[1 << bits];
        String[] byNumber = new String[highest + 1];
        for (Map.Entry<String, Integer> word : words.entrySet()) {
            byNumber[word.getValue()] = word.getKey();
        }
        starts = new int[highest + 2];
        pool = new char[characterCount];
        int at = 0;
        for (int symbol = 0; symbol <= highest; symbol++) {
            starts[symbol] = at;
            String word = byNumber[symbol];
            if (word != null) {
                int hash = 0;
                for (int i = 0; i < word.length(); i++) {
                    pool[at++] = word.charAt(i);
                    hash = hash(hash, word.charAt(i));
                }
                int slot = slot(hash);
                while (slots[slot] != 0) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = (long) hash << 32 | symbol;
            }
        }
        starts[highest + 1] = at;
    }

    private int slot(int hash) {
        return (int) (hash * GOLDEN >>> shift);
    }

    /** The symbol of a character that is part of no word. */
    int ofCharacter(char c) {
        int[] page = characters[c >> 8];
        return page == null ? NONE : page[c & 255];
    }

    /** The symbol of the word between two positions, whose hash the caller knows. */
    int ofWord(char[] text, int start, int end, int hash) {
        int slot = slot(hash);
        for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if ((int) (entry >> 32) == hash && is((int) entry, text, start, end)) {
                return (int) entry;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return NONE;
    }

    private boolean is(int symbol, char[] text, int start, int end) {
        int from = starts[symbol];
        int length = end - start;
        if (starts[symbol + 1] - from != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (pool[from + i] != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    /** The symbols of all words that begin so, known or not; the first is that of the beginning itself. */
    int[] beginningWith(String letters) {
        return beginnings.getOrDefault(letters, new IntList()).toArray();
    }

    List<String> beginnings() {
        return new ArrayList<>(beginnings.keySet());
    }

    /** Lets go what is needed only until all phrases are known. */
    void forgetNames() {
        words.clear();
        beginnings.clear();
    }
}
