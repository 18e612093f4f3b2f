package dev.replywise.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the states of a {@link PhraseMatcher}. Used once, by one thread. */
final class PhraseTrie {
    final Symbols symbols = new Symbols();
    final LetterMatcher parts;
    final int[] partOwners;
    final int[] roots;
    final Edges edges = new Edges();
    final int[] states;
    final long[] ways;
    final int[] ending;
    final @Nullable String[] before;
    final int[] behind;

    private final List<Phrase> partPhrases = new ArrayList<>();
    private final IntList owners = new IntList();
    private final IntList parents = new IntList(1024);
    private final IntList lastWays = new IntList(1024);
    private final IntList ended = new IntList(1024);
    private final IntList previousEnded = new IntList(1024);
    /** For each state the last entry of {@link #ended} that belongs to it, plus one. */
    private int[] lastOfState = new int[1024];

    PhraseTrie(List<Phrase> phrases) {
        int count = phrases.size();
        before = new String[count];
        behind = new int[count];
        List<Pieces> cut = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            cut.add(cut(phrases.get(i), i));
        }
        symbols.freeze();
        for (String letters : symbols.beginnings()) {
            addPart(letters, false, true, ~symbols.beginningWith(letters)[0]);
        }
        parts = new LetterMatcher(partPhrases);
        partOwners = owners.toArray();
        newState(0, 0);
        roots = new int[symbols.count()];
        for (int i = 0; i < count; i++) {
            add(cut.get(i), i);
        }
        addWordsThatHoldParts();
        int size = parents.size();
        ways = new long[size];
        states = new int[size * PhraseMatcher.FIELDS];
        ending = new int[ended.size()];
        gatherEndings(size);
        link(size);
        symbols.forgetNames();
    }

    /** A phrase in pieces: words and single other characters, each with the blank before it. */
    private static final class Pieces {
        final List<String> texts = new ArrayList<>();
        /** Whether the last one is the beginning of a word. */
        boolean openEnd;
    }

    private Pieces cut(Phrase phrase, int number) {
        String text = phrase.text();
        Pieces pieces = new Pieces();
        int i = 0;
        while (i < text.length()) {
            int start = i;
            if (text.charAt(i) == ' ') {
                i++;
            }
            if (Scan.isWordPart(text.charAt(i))) {
                while (i < text.length() && Scan.isWordPart(text.charAt(i))) {
                    i++;
                }
            } else {
                i++;
            }
            pieces.texts.add(text.substring(start, i));
        }
        if (pieces.texts.isEmpty()) {
            return pieces;
        }
        boolean openStart = phrase.openStart() && isWord(pieces.texts.get(0));
        pieces.openEnd = phrase.openEnd() && isWord(pieces.texts.get(pieces.texts.size() - 1));
        if (openStart && pieces.texts.size() == 1) {
            addPart(text, true, phrase.openEnd(), number);
            pieces.texts.clear();
            return pieces;
        }
        if (openStart) {
            // The rest is looked for, and what it takes to be the phrase, behind it.
            String first = pieces.texts.remove(0);
            String second = pieces.texts.get(0);
            if (second.charAt(0) == ' ') {
                first += " ";
                pieces.texts.set(0, second.substring(1));
            }
            before[number] = first;
            String last = pieces.texts.get(pieces.texts.size() - 1);
            behind[number] = text.length() - first.length() - last.trim().length();
        }
        int whole = pieces.openEnd ? pieces.texts.size() - 1 : pieces.texts.size();
        for (int k = 0; k < whole; k++) {
            String piece = withoutBlank(pieces.texts.get(k));
            if (isWord(piece)) {
                symbols.addWord(piece);
            } else {
                symbols.addCharacter(piece.charAt(0));
            }
        }
        if (pieces.openEnd && whole == 0) {
            addPart(pieces.texts.get(0), false, true, number);
            pieces.texts.clear();
        } else if (pieces.openEnd) {
            symbols.addBeginning(withoutBlank(pieces.texts.get(whole)));
        }
        return pieces;
    }

    private static String withoutBlank(String piece) {
        return piece.charAt(0) == ' ' ? piece.substring(1) : piece;
    }

    private static boolean isWord(String piece) {
        return Scan.isWordPart(piece.charAt(piece.length() - 1));
    }

    private void addPart(String letters, boolean openStart, boolean openEnd, int owner) {
        partPhrases.add(Phrase.ofFolded(letters, openStart, openEnd));
        owners.add(owner);
    }

    private void add(Pieces pieces, int phrase) {
        int state = 0;
        int last = pieces.texts.size() - 1;
        for (int i = 0; i <= last; i++) {
            String piece = pieces.texts.get(i);
            int blank = piece.charAt(0) == ' ' ? 1 : 0;
            String letters = withoutBlank(piece);
            if (i == last && pieces.openEnd) {
                for (int symbol : symbols.beginningWith(letters)) {
                    end(child(state, symbol, blank), phrase);
                }
                return;
            }
            int symbol = isWord(letters) ? symbols.word(letters) : symbols.addCharacter(letters.charAt(0));
            state = child(state, symbol, blank);
        }
        if (last >= 0) {
            end(state, phrase);
        }
    }

    /** A phrase may be part of a known word too; then it ends with the word. */
    private void addWordsThatHoldParts() {
        for (String word : symbols.words()) {
            char[] letters = word.toCharArray();
            parts.find(letters, 0, letters.length, part -> {
                if (partOwners[part] >= 0) {
                    end(child(0, symbols.word(word), 0), partOwners[part]);
                }
            });
        }
    }

    private int child(int state, int symbol, int blank) {
        if (state == 0) {
            if (roots[symbol] == 0) {
                roots[symbol] = newState(0, symbol << 1);
            }
            return roots[symbol];
        }
        int way = symbol << 1 | blank;
        int next = edges.next(state, way);
        if (next == 0) {
            next = newState(state, way);
            edges.add(state, way, next);
        }
        return next;
    }

    private int newState(int parent, int way) {
        parents.add(parent);
        lastWays.add(way);
        return parents.size() - 1;
    }

    private void end(int state, int phrase) {
        if (state >= lastOfState.length) {
            lastOfState = Arrays.copyOf(lastOfState, Math.max(state + 1, 2 * lastOfState.length));
        }
        previousEnded.add(lastOfState[state]);
        ended.add(phrase);
        lastOfState[state] = ended.size();
    }

    private void gatherEndings(int size) {
        int at = 0;
        for (int state = 0; state < size; state++) {
            states[state * PhraseMatcher.FIELDS + PhraseMatcher.FROM] = at;
            for (int e = state < lastOfState.length ? lastOfState[state] : 0; e != 0; e = previousEnded.get(e - 1)) {
                ending[at++] = ended.get(e - 1);
            }
            states[state * PhraseMatcher.FIELDS + PhraseMatcher.TO] = at;
        }
    }

    /** Sets the links of all states, those of a state after those of all that are nearer to the root. */
    private void link(int size) {
        int[] depths = new int[size];
        int deepest = 0;
        for (int state = 1; state < size; state++) {
            // A parent is made before its children.
            depths[state] = depths[parents.get(state)] + 1;
            deepest = Math.max(deepest, depths[state]);
        }
        int[] next = new int[deepest + 2];
        for (int depth : depths) {
            next[depth + 1]++;
        }
        for (int depth = 1; depth < next.length; depth++) {
            next[depth] += next[depth - 1];
        }
        int[] order = new int[size];
        for (int state = 0; state < size; state++) {
            order[next[depths[state]]++] = state;
        }
        for (int state : order) {
            if (state == 0) {
                continue;
            }
            int parent = parents.get(state);
            int way = lastWays.get(state);
            int failure = parent == 0 ? 0 : failure(states[parent * PhraseMatcher.FIELDS], way);
            ways[parent] |= 1L << way;
            int fields = state * PhraseMatcher.FIELDS;
            states[fields + PhraseMatcher.FAILURE] = failure;
            boolean ends = states[fields + PhraseMatcher.TO] > states[fields + PhraseMatcher.FROM];
            states[fields + PhraseMatcher.REPORT] =
                    ends ? state : states[failure * PhraseMatcher.FIELDS + PhraseMatcher.REPORT];
        }
    }

    private int failure(int from, int way) {
        for (int state = from; state != 0; state = states[state * PhraseMatcher.FIELDS]) {
            int next = edges.next(state, way);
            if (next != 0) {
                return next;
            }
        }
        return roots[way >> 1];
    }

    /** What leads from state to state: a hash table of pairs, of a state and a way and of the next state. */
    static final class Edges {
        private static final long GOLDEN = 0x9E3779B97F4A7C15L;

        private long[] table = new long[2 << 10];
        private int shift = 64 - 10;
        private int count;

        /** The next state; 0 when the way does not lead on. */
        int next(int state, int way) {
            long key = (long) state << 32 | way;
            long[] pairs = table;
            int slot = (int) (key * GOLDEN >>> shift) << 1;
            while (pairs[slot + 1] != 0) {
                if (pairs[slot] == key) {
                    return (int) pairs[slot + 1];
                }
                slot = slot + 2 & pairs.length - 1;
            }
            return 0;
        }

        void add(int state, int way, int next) {
            if (4 * ++count > table.length) {
                long[] old = table;
                table = new long[2 * old.length];
                shift--;
                for (int i = 0; i < old.length; i += 2) {
                    if (old[i + 1] != 0) {
                        put(old[i], old[i + 1]);
                    }
                }
            }
            put((long) state << 32 | way, next);
        }

        private void put(long key, long next) {
            int slot = (int) (key * GOLDEN >>> shift) << 1;
            while (table[slot + 1] != 0) {
                slot = slot + 2 & table.length - 1;
            }
            table[slot] = key;
            table[slot + 1] = next;
        }
    }
}
