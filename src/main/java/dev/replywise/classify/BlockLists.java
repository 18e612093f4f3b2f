package dev.replywise.classify;

import dev.replywise.catalog.DataItem;
import dev.replywise.catalog.DataReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Block lists that servers name, and where a listing can be looked up. Immutable and thread-safe. */
final class BlockLists {
    private final List<String> names = new ArrayList<>();
    private final List<String> lookups = new ArrayList<>();
    private final List<Phrase> phrases = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();

    BlockLists(List<DataItem> items) {
        for (DataItem item : items) {
            int number = names.size();
            names.add(item.text("name"));
            lookups.add(item.text("lookup", ""));
            add(item.texts("phrases"), number);
            add(item.texts("hosts"), number);
        }
    }

    private void add(List<String> written, int number) {
        for (String text : written) {
            phrases.add(Phrase.of(text));
            owners.add(number);
        }
    }

    /** The lists of the data that Replywise ships. */
    static BlockLists builtIn() {
        return BuiltIn.LISTS;
    }

    /** Words that name a list. */
    List<Phrase> phrases() {
        return phrases;
    }

    /** The list of a word, by its position in {@link #phrases()}. */
    int owner(int phrase) {
        return owners.get(phrase);
    }

    String name(int list) {
        return names.get(list);
    }

    /** Where to look a listing up, with {@code {ip}} or {@code {domain}} in it; empty when nowhere. */
    String lookup(int list) {
        return lookups.get(list);
    }

    /** Holds the data back until somebody asks for it. */
    private static final class BuiltIn {
        static final BlockLists LISTS =
                new BlockLists(DataReader.builtIn("lists.yaml", Collections.<String>emptySet()));
    }
}
