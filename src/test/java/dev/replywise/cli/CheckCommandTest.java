package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @Test
    void eachVerdictIsALine() {
        CommandLineRun run = CommandLineRun.of("check");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).allMatch(line -> line.matches("(ok|warn|fail) +\\S+ +\\S.*"));
        assertThat(run.out())
                .contains("ok    catalogue       93 reply codes, 133 enhanced status codes, 76 causes\n")
                .contains("ok    reply           a 551 is classified as mailbox-moved by ");
    }

    @Test
    void theAgentsStepsSeeTheOptionsAndAFailureIsANo() {
        List<String> seen = new ArrayList<>();
        CheckStep failing = (arguments, report) -> {
            seen.add(arguments);
            report.warn("port", "9400 is taken");
            throw new IOException("disk\nfull");
        };

        CommandLineRun run = CommandLineRun.withChecks(
                List.of(failing), InputStream.nullInputStream(), "check", "log=json,metrics=off");

        assertThat(run.status()).isEqualTo(Main.NO);
        assertThat(seen).containsExactly("log=json,metrics=off");
        assertThat(run.out())
                .contains("warn  port            9400 is taken\n")
                .contains("fail  check           IOException: disk\\x0afull\n");
    }

    @Test
    void problemsOfARuleFileAreNamed(@TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), """
                - id: broken
                  cause: no-such-cause
                  when:
                    any: ["x"]
                """);

        CommandLineRun run = CommandLineRun.of("check", "--rules", rules.toString());

        assertThat(run.status()).isEqualTo(Main.NO);
        assertThat(run.out()).contains("fail  rules ", "rules.yaml:1", "no-such-cause");
    }

    @Test
    void rulesThatDoNotDoWhatWasMeantAreWarnedOf(@TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), """
                - id: dead
                  cause: ip-blocklisted
                  when:
                    any: ["house list"]
                    none: ["house"]
                - id: first
                  cause: ip-blocklisted
                  when:
                    any: ["refused by our gate"]
                - id: second
                  cause: spam-content
                  when:
                    any: ["refused by our gate today"]
                """);

        CommandLineRun run = CommandLineRun.of("check", "--rules", rules.toString());

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("warn  rules           " + rules + ":1: rule 'dead' is dead: ")
                .contains("warn  rules           " + rules + ":10: rule 'second' is shadowed: ")
                .contains("ok    rules           3 rules of " + rules);
    }

    @Test
    void aDamagedJarFails(@TempDir Path folder) throws IOException {
        Path jar = Files.writeString(folder.resolve("replywise-agent.jar"), "no jar");
        System.setProperty("replywise.agent.jar", jar.toString());
        try {
            CommandLineRun run = CommandLineRun.of("check");

            assertThat(run.status()).isEqualTo(Main.NO);
            assertThat(run.out()).contains("fail  jar ", "is damaged");
        } finally {
            System.clearProperty("replywise.agent.jar");
        }
    }
}
