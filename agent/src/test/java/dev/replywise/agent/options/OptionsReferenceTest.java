package dev.replywise.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in docs/options.md is written from the list of options; {@code -Dreplywise.docs.write=true} writes it anew. */
class OptionsReferenceTest {
    private static final Path PAGE = Path.of("../docs/options.md");
    private static final String BEGIN = "<!-- options: begin -->\n";
    private static final String END = "<!-- options: end -->\n";

    @Test
    void thePageHoldsTheTable() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + OptionsReference.table()
                + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("replywise.docs.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "docs/options.md is not what the options say: mvn -pl src,agent test -Dtest=OptionsReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dreplywise.docs.write=true")
                .isEqualTo(expected);
    }

    @Test
    void everyOptionIsDescribed() {
        for (Option option : Option.values()) {
            assertThat(option.description()).as(option.key()).endsWith(".").doesNotContain("|");
        }
    }
}
