package dev.replywise.classify;

import dev.replywise.catalog.DataItem;
import dev.replywise.catalog.DataReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is known to answer: mail providers, by their hosts and by words that only they use. Immutable and thread-safe. */
final class Providers {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> hosts = new HashMap<>();
    private final List<Phrase> phrases = new ArrayList<>();
    private final List<Integer> phraseOwners = new ArrayList<>();
    private volatile @Nullable PhraseMatcher matcher;
    private volatile Greeting last = new Greeting("", new BitSet());

    Providers(List<DataItem> items) {
        for (DataItem item : items) {
            int number = numbers.size();
            numbers.put(item.text("provider"), number);
            for (String host : item.texts("hosts")) {
                hosts.put(host.toLowerCase(Locale.ROOT), number);
            }
            for (String phrase : item.texts("phrases")) {
                phrases.add(Phrase.of(phrase));
                phraseOwners.add(number);
            }
        }
    }

    /** The providers of the data that Replywise ships. */
    static Providers builtIn() {
        return BuiltIn.PROVIDERS;
    }

    Set<String> ids() {
        return Collections.unmodifiableSet(numbers.keySet());
    }

    /** The numbers of some providers; ids that are not known are left out. */
    int[] numbers(List<String> ids) {
        int[] found = new int[ids.size()];
        int count = 0;
        for (String id : ids) {
            Integer number = numbers.get(id);
            if (number != null) {
                found[count++] = number;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Words that give a provider away. */
    List<Phrase> phrases() {
        return phrases;
    }

    /** The provider of a word, by its position in {@link #phrases()}. */
    int owner(int phrase) {
        return phraseOwners.get(phrase);
    }

    /** The provider of a host name or of the nearest domain above it; -1 when none is known. */
    int ofHost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        for (int dot = 0; dot >= 0; dot = name.indexOf('.')) {
            name = dot == 0 ? name : name.substring(dot + 1);
            Integer number = hosts.get(name);
            if (number != null) {
                return number;
            }
        }
        return -1;
    }

    /** The providers that a greeting gives away. */
    BitSet ofGreeting(String text) {
        // One connection asks again and again about the same greeting.
        Greeting known = last;
        if (known.text.equals(text)) {
            return known.providers;
        }
        BitSet found = new BitSet();
        TextFolder folded = TextFolder.ofText(text);
        matcher().find(folded.chars(), folded.length(), phrase -> found.set(owner(phrase)));
        last = new Greeting(text, found);
        return found;
    }

    /** Made when a rule asks about a greeting, which only refusals' do. */
    private PhraseMatcher matcher() {
        PhraseMatcher made = matcher;
        if (made == null) {
            made = new PhraseMatcher(phrases);
            matcher = made;
        }
        return made;
    }

    /** A greeting and whose it is; never changed once made. */
    private static final class Greeting {
        final String text;
        final BitSet providers;

        Greeting(String text, BitSet providers) {
            this.text = text;
            this.providers = providers;
        }
    }

    /** Holds the data back until somebody asks for it. */
    private static final class BuiltIn {
        static final Providers PROVIDERS =
                new Providers(DataReader.builtIn("providers.yaml", Collections.<String>emptySet()));
    }
}
