package dev.replywise.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.Messages;
import dev.replywise.classify.Confidence;
import dev.replywise.event.MessageOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page and its texts fit each other, and the page keeps its own rules. */
class ConsoleTextsTest {
    private static final Path FOLDER = Path.of("main/resources/dev/replywise/sink/console");
    private static final Pattern USED =
            Pattern.compile("\\b(?:t|put|durations)\\('([a-z0-9._-]*[a-z0-9])'|data-t=\"([^\"]+)\"");

    private final String script = read("console.js");
    private final String page = read("console.html");

    private static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> texts() {
        return Messages.of("en").keys().stream()
                .filter(key -> key.startsWith("console."))
                .map(key -> key.substring("console.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> used() {
        Set<String> used = new TreeSet<>();
        Matcher matcher = USED.matcher(page + script);
        while (matcher.find()) {
            used.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        for (MessageOutcome outcome : MessageOutcome.values()) {
            used.add("outcome." + outcome.id());
        }
        for (Confidence confidence : Confidence.values()) {
            used.add("confidence." + confidence.id());
        }
        for (String each : "messages replies connections pause resume paused resumed language.name".split(" ")) {
            used.add(each);
        }
        return used;
    }

    @Test
    void everyTextThatThePageNamesIsThere() {
        assertThat(texts()).containsAll(used());
    }

    @Test
    void noTextIsThereForNothing() {
        Set<String> left = texts();
        left.removeAll(used());
        left.removeIf(key -> key.startsWith("fact."));

        assertThat(left).isEmpty();
    }

    /** Text of others may become an element or a script nowhere: not even by mistake, and not in a later version. */
    @Test
    void nothingIsEverMadeOfText() {
        assertThat(script)
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(")
                .doesNotContain("DOMParser", "srcdoc", "localStorage", "document.cookie");
        assertThat(page).doesNotContainPattern("\\son[a-z]+=").doesNotContain("style=", "<style", "://");
        assertThat(page.split("<script", -1)).hasSize(2);
        assertThat(script + read("console.css")).doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg)[a-z]");
    }
}
