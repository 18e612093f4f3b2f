package dev.replywise.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Finds all of a set of phrases in one pass over a text (Aho and Corasick 1975). Immutable and thread-safe.
 *
 * <p>States are numbered breadth first, so the children of a state have consecutive numbers and the states that texts
 * visit most, those near the root, lie close together in memory: this is what keeps the cost flat when the phrases grow
 * many. The first states have a row with the next state for every ASCII character; the others look through their few
 * children and else follow their failure link, which shortens the match and so keeps the whole linear to the text.
 *
 * <p>A mark stands before each word, in phrases and, as it is read, in the text. So most phrases can only begin where a
 * word does, and within words there is little to follow.
 */
final class PhraseMatcher {
    private static final int DENSE = 256;
    /** Stands before each word; texts hold no control characters once they are folded. */
    private static final char MARK = 1;

    private final int denseStates;
    private final int[] dense;
    private final int[] firstChild;
    private final char[] label;
    private final int[] failure;
    /** The nearest state from here on along the failure links at which a phrase ends; 0 when there is none. */
    private final int[] report;
    /** At a state where phrases end, the position of the first one in {@link #ending}. */
    private final int[] endingStart;

    private final int[] ending;
    private final boolean[] openEnd;

    /** Receives the phrases that a text holds, each as often as it stands there. */
    interface Sink {
        void found(int phrase);
    }

    /** A matcher of phrases, which are known by their position in the list. Empty ones are never found. */
    PhraseMatcher(List<Phrase> phrases) {
        int count = phrases.size();
        openEnd = new boolean[count];
        String[] marked = new String[count];
        List<Integer> order = new ArrayList<>(count);
        int characters = 1;
        for (int i = 0; i < count; i++) {
            Phrase phrase = phrases.get(i);
            openEnd[i] = phrase.openEnd();
            marked[i] = marked(phrase);
            characters += marked[i].length();
            if (!marked[i].isEmpty()) {
                order.add(i);
            }
        }
        Collections.sort(order, (a, b) -> marked[a].compareTo(marked[b]));
        int sorted = order.size();
        char[][] texts = new char[sorted][];
        for (int i = 0; i < sorted; i++) {
            texts[i] = marked[order.get(i)].toCharArray();
        }
        int[] first = new int[characters + 1];
        char[] labels = new char[characters];
        int[] fail = new int[characters];
        int[] ends = new int[characters + 1];
        int[] endings = new int[sorted];
        // The phrases that share a state's path are neighbours in the sorted list.
        int[] from = new int[characters];
        int[] to = new int[characters];
        int[] depth = new int[characters];
        to[0] = sorted;
        int states = 1;
        int ended = 0;
        for (int state = 0; state < states; state++) {
            first[state] = states;
            ends[state] = ended;
            int i = from[state];
            int end = to[state];
            int d = depth[state];
            while (i < end && texts[i].length == d) {
                endings[ended++] = order.get(i++);
            }
            while (i < end) {
                char c = texts[i][d];
                int start = i;
                while (i < end && texts[i][d] == c) {
                    i++;
                }
                labels[states] = c;
                from[states] = start;
                to[states] = i;
                depth[states] = d + 1;
                states++;
            }
        }
        first[states] = states;
        ends[states] = ended;
        firstChild = Arrays.copyOf(first, states + 1);
        label = Arrays.copyOf(labels, states);
        failure = fail.length == states ? fail : Arrays.copyOf(fail, states);
        endingStart = Arrays.copyOf(ends, states + 1);
        ending = endings;
        report = new int[states];
        denseStates = Math.min(states, DENSE);
        dense = new int[denseStates << 7];
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

    private void link(int states) {
        for (int state = 0; state < states; state++) {
            if (state > 0) {
                report[state] = endingStart[state + 1] > endingStart[state] ? state : report[failure[state]];
            }
            if (state < denseStates) {
                if (state > 0) {
                    System.arraycopy(dense, failure[state] << 7, dense, state << 7, 128);
                }
                for (int child = firstChild[state]; child < firstChild[state + 1]; child++) {
                    if (label[child] < 128) {
                        dense[(state << 7) | label[child]] = child;
                    }
                }
            }
            for (int child = firstChild[state]; child < firstChild[state + 1]; child++) {
                failure[child] = state == 0 ? 0 : step(failure[state], label[child]);
            }
        }
    }

    private int step(int from, char c) {
        int state = from;
        while (true) {
            if (state < denseStates && c < 128) {
                return dense[(state << 7) | c];
            }
            int low = firstChild[state];
            int high = firstChild[state + 1];
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

    /** Tells the sink every phrase in the first {@code end} characters of a folded text. */
    void find(char[] text, int end, Sink sink) {
        int state = 0;
        boolean inWord = false;
        for (int i = 0; i < end; i++) {
            char c = text[i];
            boolean word = Scan.isWordPart(c);
            if (word && !inWord) {
                state = step(state, MARK);
            }
            inWord = word;
            state = step(state, c);
            if (report[state] != 0) {
                boolean wordEnds = !word || i + 1 == end || !Scan.isWordPart(text[i + 1]);
                report(state, wordEnds, sink);
            }
        }
    }

    private void report(int state, boolean wordEnds, Sink sink) {
        for (int at = report[state]; at != 0; at = report[failure[at]]) {
            for (int e = endingStart[at]; e < endingStart[at + 1]; e++) {
                if (wordEnds || openEnd[ending[e]]) {
                    sink.found(ending[e]);
                }
            }
        }
    }

    /** States, for tests and measurements. */
    int size() {
        return label.length;
    }
}
