package dev.replywise.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "EN", "en-GB", "en_US", "tlh", "", "../../x", "-", "123"})
    void englishStandsInForWhatIsNotThere(String tag) {
        assertThat(Messages.of(tag).language()).isEqualTo("en");
    }

    @Test
    void fillsPlaceholders() {
        assertThat(Messages.fill("a {x} b {y}{z", Map.of("x", "1", "y", "{x}"))).isEqualTo("a 1 b {x}{z");
    }

    @Test
    void aNameWithoutValueStays() {
        assertThat(Messages.fill("a {x} {y}", Map.of("y", "2"))).isEqualTo("a {x} 2");
    }

    @Test
    void aKeyWithoutTextIsItsOwnText() {
        assertThat(Messages.of("en").text("no.such.key", Collections.emptyMap()))
                .isEqualTo("no.such.key");
    }

    @Test
    void readsPlainAndEscapedFilesAlike() {
        assertThat(Messages.load("# c\n\na.b=x = y\nc=\u00fc\r\n")).isEqualTo(Map.of("a.b", "x = y", "c", "\u00fc"));
        assertThat(Messages.load("a=\\u00fc\n")).isEqualTo(Map.of("a", "\u00fc"));
    }
}
