package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What docs/cli.md shows in its {@code console} blocks is what the commands say; {@code -Dreplywise.docs.write=true}
 * writes it anew.
 */
class CommandLinePageTest {
    private static final Path PAGE = Path.of("../docs/cli.md");
    private static final String COMMAND = "mvn -pl src test -Dtest=CommandLinePageTest -Dreplywise.docs.write=true";
    private static final Pattern BLOCK = Pattern.compile("```console\n(\\$ [^\n]*\n)(.*?)```\n", Pattern.DOTALL);
    private static final Pattern CALL =
            Pattern.compile("\\$ (?:echo '([^']*)' \\| )?java -jar replywise-agent\\.jar (.*)\n");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void outputsAreReal() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        StringBuilder expected = new StringBuilder();
        int blocks = 0;
        while (block.find()) {
            String shown = "```console\n" + block.group(1) + output(block.group(1)) + "```\n";
            block.appendReplacement(expected, Matcher.quoteReplacement(shown));
            blocks++;
        }
        block.appendTail(expected);
        if (Boolean.getBoolean("replywise.docs.write")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(blocks).isGreaterThan(5);
        assertThat(Files.readString(PAGE))
                .as("docs/cli.md does not show what the commands say: %s", COMMAND)
                .isEqualTo(expected.toString());
    }

    private static String output(String line) {
        Matcher call = CALL.matcher(line);
        assertThat(call.matches()).as(line).isTrue();
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(call.group(2)); word.find(); ) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        String input = call.group(1) == null ? "" : call.group(1) + "\n";
        CommandLineRun run = CommandLineRun.withInput(input, words.toArray(new String[0]));
        return run.out() + run.err();
    }
}
