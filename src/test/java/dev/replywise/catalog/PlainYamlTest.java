package dev.replywise.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainYamlTest {
    @Test
    void passesOverKeysThatNobodyReads() throws Exception {
        List<DataItem> items = PlainYaml.read(
                "- id: a\n  samples:\n    - \"x: y\"\n    - reply: z\n      command: RCPT\n  cause: ok\n"
                        + "- id: b\n  samples:\n  - one\n  - two\n",
                Set.of("samples"));

        assertThat(items).hasSize(2);
        assertThat(items.get(0).keys()).containsExactly("id", "cause");
        assertThat(items.get(1).keys()).containsExactly("id");
        assertThat(items.get(1).line()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- a: |\n    text\n",
                "- a: &x 1\n",
                "- a: *x\n",
                "- a: !!str 1\n",
                "- a: [1,\n    2]\n",
                "- a: 1\n  a: 2\n",
                "- a: \"open\n",
                "- a: b: c\n",
                "- a: b # remark\n",
                "- a: 1\n   b: 2\n",
                "a: 1\n",
                "- \"\\x41\"\n",
            })
    void refusesWhatItDoesNotKnow(String text) {
        assertThatThrownBy(() -> PlainYaml.read(text, Set.of())).isInstanceOf(PlainYaml.Unsupported.class);
    }

    /** Whatever it reads, it reads as the general reader does. */
    @Property(tries = 2_000)
    void neverMisreads(@ForAll("documents") String text) {
        List<Object> quick;
        try {
            quick = CatalogDataTest.flat(PlainYaml.read(text, Set.of()));
        } catch (PlainYaml.Unsupported e) {
            return;
        }
        assertThat(quick).isEqualTo(CatalogDataTest.flat(DataReader.read(text)));
    }

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> tokens = Arbitraries.of(
                "- ",
                "a: ",
                "b:",
                "\n",
                "\n  ",
                "\n    ",
                "[x, y]",
                "{k: v}",
                "\"q\\\"\"",
                "'s''t'",
                "plain",
                " ",
                "#c",
                "-",
                ",",
                "1",
                "\n- ",
                "[",
                "]");
        return tokens.list().ofMaxSize(14).map(parts -> "- " + String.join("", parts));
    }
}
