package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
    private static final String GOOD = "- id: good\n  cause: virus\n  when: {any: [blue moon]}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'- id: bad\n  cause: nope\n  when: {any: [x]}\n' | 4 | there is no cause 'nope'",
                "'- id: bad\n  cause: virus\n' | 4 | 'when' must give at least one condition",
                "'- id: bad\n  cause: virus\n  when: {}\n' | 4 | 'when' must give at least one condition",
                "'- id: bad\n  cause: virus\n  when: {code: [55]}\n' | 4 | code '55' is not three digits",
                "'- id: bad\n  cause: virus\n  when: {enhanced: [5.1]}\n' | 4 | enhanced '5.1' is not like",
                "'- id: bad\n  cause: virus\n  when: {command: [RCTP]}\n' | 4 | there is no command 'RCTP'",
                "'- id: bad\n  cause: virus\n  when: {provider: [me]}\n' | 4 | there is no provider 'me'",
                "'- id: bad\n  cause: virus\n  when: {any: []}\n' | 4 | 'any' is empty",
                "'- id: bad\n  cause: virus\n  when: {any: [\"\"]}\n' | 4 | 'any' holds a phrase that is empty",
                "'- id: bad\n  cause: virus\n  wehn: {any: [x]}\n' | 4 | 'wehn' is not known here",
                "'- id: bad\n  cause: virus\n  when: {any: [x]}\n  retry: soon\n' | 4 | 'soon' is none of",
                "'- id: bad\n  cause: virus\n  when: {any: [x\n' | 6 | expected ',' or ']'",
                "'- id: bad\n\tcause: virus\n' | 5 | ",
                "'- id: bad\n  id: worse\n' | 5 | 'id' stands there twice",
                "'- just words\n' | 4 | an item is not made of",
                "'- id: good\n  cause: spf\n  when: {any: [x]}\n' | 4 | a second rule 'good'",
            })
    void oneBrokenRuleIsOneProblemAndTheOthersAreUsed(String broken, int line, String reason) {
        RuleSet rules = RuleSet.parse(GOOD + broken + "- id: last\n  cause: spf\n  when: {any: [x]}\n", "my.yaml");

        assertThat(rules.ids()).containsExactly("good", "last");
        assertThat(rules.problems()).hasSize(1);
        assertThat(rules.problems().get(0).line()).isBetween(line, line + 1);
        assertThat(rules.problems().get(0).reason()).startsWith(reason == null ? "" : reason);
        assertThat(rules.problems().get(0)).asString().startsWith("my.yaml:").doesNotContain("\n");
    }

    @Test
    void remarksMarksAndIndentsDoNotMatter() {
        RuleSet rules = RuleSet.parse("# mine\n---\n\n  " + GOOD.replace("\n", "\r\n  ") + "\r\n", "my.yaml");

        assertThat(rules.problems()).isEmpty();
        assertThat(rules.ids()).containsExactly("good");
    }

    @Test
    void whatIsNoListIsOneProblem() {
        assertThat(RuleSet.parse("rules: none\n", "my.yaml").problems()).hasSize(1);
        assertThat(RuleSet.parse("", "my.yaml").problems()).isEmpty();
    }

    @Test
    void aliasesAreNotFollowed() {
        RuleSet rules = RuleSet.parse("- id: a\n  cause: &c virus\n  when: {any: [*c]}\n", "my.yaml");

        assertThat(rules.problems()).hasSize(1);
    }

    @Test
    void filesMayHaveAByteOrderMark(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("r.yaml"), ("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_8));

        assertThat(RuleSet.read(file).ids()).containsExactly("good");
    }

    @Test
    void aMissingFileIsAProblem(@TempDir Path folder) {
        RuleSet rules = RuleSet.read(folder.resolve("none.yaml"));

        assertThat(rules.problems()).singleElement().asString().endsWith("there is no such file");
    }
}
