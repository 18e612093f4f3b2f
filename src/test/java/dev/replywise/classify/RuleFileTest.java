package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.reply.ReplyParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileTest {
    private final List<String> problems = new ArrayList<>();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private long now = 1_000;
    private int writes;
    private Path file = Path.of("rules.yaml");

    @BeforeEach
    void setUp(@TempDir Path folder) {
        file = folder.resolve("rules.yaml");
    }

    private ReplyClassifier classifier() {
        return ReplyClassifier.following(new RuleFile(file, problems::add, () -> now, background::add));
    }

    private void write(String id, String cause) throws Exception {
        String rule = "- id: " + id + "\n  cause: " + cause + "\n  when: {any: [blue moon]}\n";
        Files.write(file, rule.getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + 1_000L * writes++));
    }

    private static String rule(ReplyClassifier classifier) {
        return classifier
                .classify(ReplyParser.parse("550 blue moon"), ReplyContext.UNKNOWN)
                .rule();
    }

    @Test
    void aChangedFileIsReadAgainInTheBackground() throws Exception {
        write("one", "virus");
        ReplyClassifier classifier = classifier();
        assertThat(rule(classifier)).isEqualTo("one");

        write("two", "virus");
        assertThat(rule(classifier)).as("within a second nobody looks").isEqualTo("one");
        assertThat(background).isEmpty();

        now += RuleFile.CHECK_NANOS;
        assertThat(rule(classifier)).as("the sender does not wait").isEqualTo("one");
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(rule(classifier)).isEqualTo("two");
    }

    @Test
    void anUnchangedFileIsNotRead() throws Exception {
        write("one", "virus");
        ReplyClassifier classifier = classifier();

        now += RuleFile.CHECK_NANOS;
        rule(classifier);

        assertThat(background).isEmpty();
    }

    @Test
    void aBrokenFileIsToldAndTheBuiltInRulesGoOn() throws Exception {
        write("one", "virus");
        ReplyClassifier classifier = classifier();

        write("two", "no-such-cause");
        now += RuleFile.CHECK_NANOS;
        rule(classifier);
        background.remove().run();

        assertThat(problems).singleElement().asString().contains("rules.yaml:1: there is no cause 'no-such-cause'");
        assertThat(rule(classifier)).isNotEqualTo("one");
    }

    @Test
    void aFileMayComeLater() throws Exception {
        ReplyClassifier classifier = classifier();
        assertThat(problems).hasSize(1);

        write("one", "virus");
        now += RuleFile.CHECK_NANOS;
        rule(classifier);
        background.remove().run();

        assertThat(rule(classifier)).isEqualTo("one");
    }
}
