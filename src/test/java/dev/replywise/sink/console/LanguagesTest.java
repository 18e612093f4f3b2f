package dev.replywise.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
    private final Languages languages = new Languages("tr");

    @Test
    void allThatHaveTextsAreThereUnderTheirOwnNames() {
        assertThat(languages.names())
                .containsEntry("en", "English")
                .containsEntry("zh", "中文")
                .containsEntry("id", "Bahasa Indonesia")
                .containsEntry("tr", "Türkçe")
                .containsEntry("vi", "Tiếng Việt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "vi | zh | vi",
                "'' | zh-CN,zh;q=0.9,en;q=0.8 | zh",
                "'' | fr, en;q=0.2, id;q=0.7 | id",
                "'' | in-ID | id",
                "fr | '' | tr",
                "'' | '' | tr",
                "'' | de;q=1,en;q=0 | tr",
                "'' | en;q=x,;;;,q | tr",
                "../en | <script> | tr",
            })
    void theReadersChoiceThenTheBrowsersThenTheOption(String chosen, String accepted, String expected) {
        assertThat(languages.choose(chosen, accepted)).isEqualTo(expected);
    }

    @Test
    void aLongListEnds() {
        assertThat(languages.choose("", "fr,".repeat(100_000) + "vi")).isEqualTo("tr");
    }
}
