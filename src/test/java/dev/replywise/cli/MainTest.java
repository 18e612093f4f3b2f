package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void noArgumentsAreWrongUsage() {
        CommandLineRun run = CommandLineRun.of();

        assertThat(run.status()).isEqualTo(Main.USAGE);
        assertThat(run.out()).contains("explain", "compare", "codes", "classify", "attach", "detach", "check");
        assertThat(run.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | explain|compare",
                "explain | explain CODE|REPLY [--lang L] [--json]",
                "explain --nonsense 551 | explain CODE|REPLY [--lang L] [--json]",
                "compare 551 | compare CODE CODE [--lang L] [--json]",
                "compare 551 551 | compare CODE CODE [--lang L] [--json]",
                "codes --class nonsense | codes [--class C] [--lang L] [--json]",
                "classify --from nonsense | classify [--from postfix",
                "classify --addresses nonsense | classify [--from postfix",
                "classify --rules /nonsense | classify [--from postfix",
                "attach nonsense | attach PID [key=value,...]",
                "detach nonsense | detach PID"
            })
    void wrongUsageIsOneLineThatSaysWhatIsRight(String line, String right) {
        CommandLineRun run = CommandLineRun.of(line.split(" "));

        assertThat(run.status()).isEqualTo(Main.USAGE);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("replywise: ").contains("right is: java -jar replywise-agent.jar ", right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "compare", "codes", "classify", "attach", "detach", "check"})
    void everyCommandHasHelpAndVersion(String command) {
        CommandLineRun help = CommandLineRun.of(command, "--help");
        CommandLineRun version = CommandLineRun.of(command, "--version");

        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("java -jar replywise-agent.jar " + command);
        assertThat(help.err()).isEmpty();
        assertThat(version.status()).isZero();
        assertThat(version.out()).matches("replywise \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void hostileArgumentsCannotReachTheTerminal() {
        CommandLineRun run = CommandLineRun.of("explain", "x\u001b[2Jx");

        assertThat(run.status()).isEqualTo(Main.NO);
        assertThat(run.err()).contains("x\\x1b[2Jx").doesNotContain("\u001b");
    }

    @Test
    void anUnknownLanguageIsEnglishAndSaidOnce() {
        CommandLineRun run = CommandLineRun.of("explain", "551", "--lang", "xx");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("User not local");
        assertThat(run.err()).isEqualTo("replywise: no texts in 'xx'; English is used\n");
    }
}
