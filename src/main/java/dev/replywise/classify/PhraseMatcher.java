package dev.replywise.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds all of a set of phrases in one pass over a text (Aho and Corasick 1975). Immutable and thread-safe.
 *
 * <p>A step is a whole word or a single other character, not a letter: phrases begin and end where words do, and so a
 * text of a hundred letters takes a dozen steps. Blanks are no steps either; a step knows whether a blank stands before
 * it. Words that no phrase holds as a whole, names and hosts mostly, are looked through for the few phrases that may
 * begin or end within a word, letter by letter. Both are linear to the text, and what a step costs does not depend on the
 * number of phrases.
 */
final class PhraseMatcher {
    /** Kinds of ASCII characters: whether they are part of words. */
    private static final boolean[] WORD = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            WORD[c] = Scan.isWordPart(c);
        }
    }

    private final Symbols symbols;
    private final LetterMatcher parts;
    /** For each phrase of {@link #parts} the phrase that it is, or, as its complement, the symbol of a beginning. */
    private final int[] partOwners;
    /** For each symbol the state behind it at the beginning of phrases; 0 when none begins so. */
    private final int[] roots;

    private final PhraseTrie.Edges edges;
    /** For each state its {@link #FAILURE}, {@link #REPORT} and the phrases that end there: {@link #FROM}, {@link #TO}. */
    private final int[] states;

    /** For each state the last six bits of the symbols that lead on, to save most of the looks in vain. */
    private final long[] ways;

    private final int[] ending;
    /** What must stand before a phrase, as it begins within a word; null where nothing must. */
    private final @Nullable String[] before;
    /** For phrases with something before them, the characters between their beginning and their last piece. */
    private final int[] behind;

    static final int FAILURE = 0;
    static final int REPORT = 1;
    static final int FROM = 2;
    static final int TO = 3;
    static final int FIELDS = 4;

    /** Receives the phrases that a text holds, each as often as it stands there. */
    interface Sink {
        void found(int phrase);
    }

    /** A matcher of phrases, which are known by their position in the list. Empty ones are never found. */
    PhraseMatcher(List<Phrase> phrases) {
        PhraseTrie trie = new PhraseTrie(phrases);
        symbols = trie.symbols;
        parts = trie.parts;
        partOwners = trie.partOwners;
        roots = trie.roots;
        edges = trie.edges;
        states = trie.states;
        ways = trie.ways;
        ending = trie.ending;
        before = trie.before;
        behind = trie.behind;
    }

    /** Tells the sink every phrase in the first {@code end} characters of a folded text. */
    void find(char[] text, int end, Sink sink) {
        int state = 0;
        int i = 0;
        while (i < end) {
            int start = i;
            char c = text[i++];
            int blank = 0;
            if (c == ' ' && i < end) {
                blank = 1;
                start = i;
                c = text[i++];
            }
            int symbol;
            if (isWordPart(c)) {
                int hash = Symbols.hash(0, c);
                while (i < end && isWordPart(text[i])) {
                    hash = Symbols.hash(hash, text[i++]);
                }
                symbol = symbols.ofWord(text, start, i, hash);
                if (symbol == 0) {
                    symbol = look(text, start, i, sink);
                }
            } else {
                symbol = symbols.ofCharacter(c);
            }
            if (symbol == 0) {
                state = 0;
                continue;
            }
            state = step(state, symbol << 1 | blank);
            int report = states[state * FIELDS + REPORT];
            if (report != 0) {
                report(report, text, start, sink);
            }
        }
    }

    private static boolean isWordPart(char c) {
        return c < 128 ? WORD[c] : Scan.isWordPart(c);
    }

    private int step(int from, int way) {
        for (int state = from; state != 0; state = states[state * FIELDS + FAILURE]) {
            if ((ways[state] >>> way & 1) != 0) {
                int next = edges.next(state, way);
                if (next != 0) {
                    return next;
                }
            }
        }
        return roots[way >> 1];
    }

    private void report(int report, char[] text, int last, Sink sink) {
        for (int at = report; at != 0; ) {
            int state = at * FIELDS;
            for (int e = states[state + FROM]; e < states[state + TO]; e++) {
                tell(ending[e], text, last, sink);
            }
            at = states[states[state + FAILURE] * FIELDS + REPORT];
        }
    }

    private void tell(int phrase, char[] text, int last, Sink sink) {
        String wanted = before[phrase];
        if (wanted == null || stands(wanted, text, last - behind[phrase])) {
            sink.found(phrase);
        }
    }

    private static boolean stands(String wanted, char[] text, int end) {
        int start = end - wanted.length();
        if (start < 0) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (text[start + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Looks into a word that is not known as a whole. Returns the symbol of the longest beginning that is known. */
    private int look(char[] text, int start, int end, Sink sink) {
        Word word = new Word(text, start, sink);
        parts.find(text, start, end, word);
        return word.beginning;
    }

    /** States, for tests and measurements. */
    int size() {
        return ways.length;
    }

    /** A word that is looked into. */
    private final class Word implements Sink {
        private final char[] text;
        private final int start;
        private final Sink sink;
        /** Beginnings are found in the order of their length. */
        private int beginning;

        Word(char[] text, int start, Sink sink) {
            this.text = text;
            this.start = start;
            this.sink = sink;
        }

        @Override
        public void found(int part) {
            int owner = partOwners[part];
            if (owner < 0) {
                beginning = ~owner;
            } else {
                tell(owner, text, start, sink);
            }
        }
    }
}
