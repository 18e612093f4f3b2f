package dev.replywise.agent.options;

import java.util.ArrayList;
import java.util.List;

/** Takes the text behind {@code -javaagent:replywise-agent.jar=} apart into keys and values. Total. */
final class AgentArgument {
    /** One {@code key=value}; the key alone when there was no equals sign. */
    static final class Pair {
        final String key;
        final String value;
        final boolean hasValue;

        Pair(String key, String value, boolean hasValue) {
            this.key = key;
            this.value = value;
            this.hasValue = hasValue;
        }
    }

    private AgentArgument() {}

    /**
     * Reads pairs with {@code ,} between. A piece without an equals sign belongs to the value before it, so that a
     * value may hold commas; a comma inside a value can therefore not be followed by an equals sign before the next
     * comma. Of a key given twice, both pairs are returned.
     */
    static List<Pair> parse(String argument) {
        List<Pair> pairs = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= argument.length(); i++) {
            if (i == argument.length() || argument.charAt(i) == ',') {
                add(pairs, argument.substring(start, i));
                start = i + 1;
            }
        }
        return pairs;
    }

    private static void add(List<Pair> pairs, String piece) {
        int equals = piece.indexOf('=');
        if (equals >= 0) {
            pairs.add(new Pair(
                    piece.substring(0, equals).trim(),
                    piece.substring(equals + 1).trim(),
                    true));
            return;
        }
        Pair last = pairs.isEmpty() ? null : pairs.get(pairs.size() - 1);
        if (last != null && last.hasValue) {
            pairs.set(pairs.size() - 1, new Pair(last.key, (last.value + "," + piece).trim(), true));
        } else if (!piece.trim().isEmpty()) {
            pairs.add(new Pair(piece.trim(), "", false));
        }
    }
}
