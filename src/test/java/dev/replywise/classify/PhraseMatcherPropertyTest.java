package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The automaton finds what a naive search finds. */
class PhraseMatcherPropertyTest {
    @Property(tries = 3_000)
    void findsWhatANaiveSearchFinds(@ForAll("phrases") List<String> written, @ForAll("texts") String text) {
        List<Phrase> phrases = new ArrayList<>();
        written.forEach(phrase -> phrases.add(Phrase.of(phrase)));
        TextFolder folded = TextFolder.ofText(text);
        Set<Integer> found = new HashSet<>();
        new PhraseMatcher(phrases).find(folded.chars(), folded.length(), found::add);

        Set<Integer> expected = new HashSet<>();
        for (int i = 0; i < phrases.size(); i++) {
            if (PlainSearch.stands(phrases.get(i), folded.toString())) {
                expected.add(i);
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<String>> phrases() {
        return pieces(5).list().ofMinSize(1).ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> texts() {
        return pieces(40);
    }

    private static Arbitrary<String> pieces(int most) {
        return Arbitraries.of("a", "b", "ab", " ", "a", ".", "*", "\u00e9", "\u6708", "1", "@", "(", "~", "{")
                .list()
                .ofMinSize(1)
                .ofMaxSize(most)
                .map(parts -> String.join("", parts));
    }
}
