package dev.replywise.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds all of a set of phrases in one pass over the letters of a text (Aho and Corasick 1975). Immutable and
 * thread-safe. {@link PhraseMatcher} asks it about words that no phrase holds as a whole.
 *
 * <p>What a step costs is the memory it has to wait for, so the states are laid out for that; this is also what keeps
 * the cost flat when the phrases grow many. The states near the root, which texts visit most, come first, in breadth,
 * and have a row with the next state for each of the 63 characters that texts are made of. The others follow in depth:
 * most have one child, that child is the state right behind, and a text that runs along a phrase reads on from one place.
 * A state with more children has their characters as the bits of one number; the count of lower bits is the child's
 * place. Where no child fits, the failure link shortens the match and so keeps the whole linear to the text.
 *
 * <p>A mark stands before each word, in phrases and, as it is read, in the text. So most phrases can only begin where a
 * word does, and within words there is little to follow.
 */
final class LetterMatcher {
    private static final int DENSE = 256;
    /** Stands before each word; texts hold no control characters once they are folded. */
    private static final char MARK = 1;

    /** The kind of {@link #MARK}. */
    private static final int MARK_KIND = 0;

    /** The kind of all characters that are not among the common ones. */
    private static final int RARE = 63;

    private static final int KIND_BITS = 63;
    /** Added to the kind of what is part of a word. */
    private static final int WORD = 64;

    private static final byte[] KINDS = kinds();

    private final int denseStates;
    private final int[] dense;
    /** The character of a state's only child, which is the next state; 0 where it is not so. */
    private final char[] chain;
    /** For each state two numbers: the kinds of its children as bits, and where these begin. */
    private final long[] children;
    /** Behind the children of common kinds stand as many others, in the order of their characters. */
    private final char[] rareChildren;
    /** The last character that leads to a state. */
    private final char[] label;

    private final int[] failure;
    /** The nearest state from here on along the failure links at which a phrase ends; 0 when there is none. */
    private final int[] report;
    /** The phrases that end at a state, as a part of {@link #ending}. */
    private final int[] endingStart;

    private final int[] endingEnd;
    private final int[] ending;
    private final boolean[] openEnd;

    /** A matcher of phrases, which are known by their position in the list. Empty ones are never found. */
    LetterMatcher(List<Phrase> phrases) {
        int count = phrases.size();
        openEnd = new boolean[count];
        char[][] marked = new char[count][];
        List<Integer> order = new ArrayList<>(count);
        int characters = 1;
        for (int i = 0; i < count; i++) {
            Phrase phrase = phrases.get(i);
            openEnd[i] = phrase.openEnd();
            marked[i] = marked(phrase).toCharArray();
            characters += marked[i].length;
            if (marked[i].length > 0) {
                order.add(i);
            }
        }
        order.sort((a, b) -> compare(marked[a], marked[b]));
        ending = new int[order.size()];
        char[][] texts = new char[order.size()][];
        for (int i = 0; i < texts.length; i++) {
            ending[i] = order.get(i);
            texts[i] = marked[ending[i]];
        }
        Trie trie = new Trie(texts, characters);
        int states = trie.states;
        chain = new char[states];
        children = Arrays.copyOf(trie.children, 2 * states);
        rareChildren = Arrays.copyOf(trie.rareChildren, states);
        label = Arrays.copyOf(trie.label, states);
        failure = new int[states];
        report = new int[states];
        endingStart = Arrays.copyOf(trie.from, states);
        endingEnd = Arrays.copyOf(trie.endingEnd, states);
        denseStates = Math.min(states, DENSE);
        dense = new int[denseStates << 6];
        link(states);
    }

    private static String marked(Phrase phrase) {
        String text = phrase.text();
        StringBuilder marked = new StringBuilder(text.length() + 8);
        boolean inWord = phrase.openStart();
        for (int i = 0; i < text.length(); i++) {
            boolean word = Scan.isWordPart(text.charAt(i));
            if (word && !inWord) {
                marked.append(MARK);
            }
            inWord = word;
            marked.append(text.charAt(i));
        }
        return marked.toString();
    }

    /** The order of siblings: common characters by their kinds, then the rare ones. */
    private static int compare(char[] a, char[] b) {
        int common = Math.min(a.length, b.length);
        for (int i = 0; i < common; i++) {
            if (a[i] != b[i]) {
                return Integer.compare(rank(a[i]), rank(b[i]));
            }
        }
        return a.length - b.length;
    }

    private static int rank(char c) {
        int kind = kind(c);
        return kind == RARE ? RARE + c : kind;
    }

    private static int kind(char c) {
        return c < 128 ? KINDS[c] & KIND_BITS : RARE;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        int next = MARK_KIND + 1;
        for (char c = 0; c < 128; c++) {
            boolean folded = c >= ' ' && c < 127 && !(c >= 'A' && c <= 'Z') && c != '`';
            boolean common = folded && "\\^{|}~".indexOf(c) < 0;
            int kind = c == MARK ? MARK_KIND : common ? next++ : RARE;
            kinds[c] = (byte) (kind | (Scan.isWordPart(c) ? WORD : 0));
        }
        return kinds;
    }

    /** Sets the links of all states, those of a state after those of all that are nearer to the root. */
    private void link(int states) {
        int[] order = new int[states];
        int known = 1;
        for (int i = 0; i < states; i++) {
            int state = order[i];
            int first = (int) children[2 * state + 1];
            int behind = first + Long.bitCount(children[2 * state]) + rareChildren[state];
            if (state > 0) {
                report[state] = endingEnd[state] > endingStart[state] ? state : report[failure[state]];
            }
            if (state < denseStates) {
                if (state > 0) {
                    System.arraycopy(dense, failure[state] << 6, dense, state << 6, RARE);
                }
                for (int child = first; child < behind; child++) {
                    if (kind(label[child]) != RARE) {
                        dense[(state << 6) | kind(label[child])] = child;
                    }
                }
            } else if (behind == first + 1 && first == state + 1) {
                chain[state] = label[first];
            }
            for (int child = first; child < behind; child++) {
                failure[child] = state == 0 ? 0 : step(failure[state], kind(label[child]), label[child]);
                order[known++] = child;
            }
        }
    }

    private int step(int from, int kind, char c) {
        if (chain[from] == c) {
            return from + 1;
        }
        if (kind == RARE) {
            return stepRare(from, c);
        }
        int state = from;
        while (state >= denseStates) {
            long notHigher = children[2 * state] << (RARE - kind);
            if (notHigher < 0) {
                return (int) children[2 * state + 1] + Long.bitCount(notHigher) - 1;
            }
            state = failure[state];
        }
        return dense[(state << 6) | kind];
    }

    private int stepRare(int from, char c) {
        int state = from;
        while (true) {
            int low = (int) children[2 * state + 1] + Long.bitCount(children[2 * state]);
            int high = low + rareChildren[state];
            while (high - low > 4) {
                int middle = (low + high) >>> 1;
                if (label[middle] <= c) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            for (; low < high; low++) {
                if (label[low] == c) {
                    return low;
                }
            }
            if (state == 0) {
                return 0;
            }
            state = failure[state];
        }
    }

    /** Tells the sink every phrase that stands between two positions of a folded text, which are taken for its ends. */
    void find(char[] text, int start, int end, PhraseMatcher.Sink sink) {
        int state = 0;
        boolean inWord = false;
        for (int i = start; i < end; i++) {
            char c = text[i];
            int kind = c < 128 ? KINDS[c] : Scan.isWordPart(c) ? RARE | WORD : RARE;
            boolean word = kind >= WORD;
            if (word && !inWord) {
                state = step(state, MARK_KIND, MARK);
            }
            inWord = word;
            state = step(state, kind & KIND_BITS, c);
            if (report[state] != 0) {
                boolean wordEnds = !word || i + 1 == end || !Scan.isWordPart(text[i + 1]);
                report(state, wordEnds, sink);
            }
        }
    }

    private void report(int state, boolean wordEnds, PhraseMatcher.Sink sink) {
        for (int at = report[state]; at != 0; at = report[failure[at]]) {
            for (int e = endingStart[at]; e < endingEnd[at]; e++) {
                if (wordEnds || openEnd[ending[e]]) {
                    sink.found(ending[e]);
                }
            }
        }
    }

    /** The states and their children, without links. */
    private static final class Trie {
        final char[] label;
        final long[] children;
        final char[] rareChildren;
        /** The texts that begin with what leads to a state are neighbours; those that end there are the first. */
        final int[] from;

        final int[] endingEnd;
        int states = 1;
        private final char[][] texts;
        private final int[] to;
        private final int[] depth;

        /**
         * @param texts in order
         * @param room at least as many as there will be states
         */
        Trie(char[][] texts, int room) {
            this.texts = texts;
            label = new char[room];
            children = new long[2 * room];
            rareChildren = new char[room];
            from = new int[room];
            endingEnd = new int[room];
            to = new int[room];
            depth = new int[room];
            to[0] = texts.length;
            int parent = 0;
            for (; parent < states && states < DENSE; parent++) {
                addChildren(parent);
            }
            int[] pending = new int[room];
            int top = 0;
            for (int state = states - 1; state >= parent; state--) {
                pending[top++] = state;
            }
            while (top > 0) {
                int state = pending[--top];
                addChildren(state);
                int first = (int) children[2 * state + 1];
                for (int child = states - 1; child >= first; child--) {
                    pending[top++] = child;
                }
            }
        }

        private void addChildren(int state) {
            children[2 * state + 1] = states;
            int i = from[state];
            int d = depth[state];
            while (i < to[state] && texts[i].length == d) {
                i++;
            }
            endingEnd[state] = i;
            while (i < to[state]) {
                char c = texts[i][d];
                from[states] = i;
                while (i < to[state] && texts[i][d] == c) {
                    i++;
                }
                to[states] = i;
                depth[states] = d + 1;
                label[states++] = c;
                if (kind(c) == RARE) {
                    rareChildren[state]++;
                } else {
                    children[2 * state] |= 1L << kind(c);
                }
            }
        }
    }
}
