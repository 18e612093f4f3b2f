package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What breaks around the agent never keeps a mail from going out, and is said in one line. */
class FailuresIT {
    private static final MailLibrary LIBRARY = MailLibrary.ANGUS;

    @TempDir
    private Path directory = Path.of("");

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskUnderTheLogFile() throws Exception {
        DialogueRun run = run("full-disk", "log=json,log.threshold=debug,log.file=/dev/full");

        assertThat(ours(run)).hasSize(1).first().asString().contains("/dev/full");
    }

    @Test
    void aLogFileInADirectoryThatIsNotThere() throws Exception {
        String file = directory.resolve("nowhere").resolve("replies.json").toString();

        DialogueRun run = run("no-directory", "log=json,log.threshold=debug,log.file=" + file);

        assertThat(ours(run)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void mistakesInTheArguments() throws Exception {
        DialogueRun run = run("bad-arguments", "prometeus.port=9464,log=sometimes,log.threshold=error");

        assertThat(ours(run)).hasSize(2);
        assertThat(ours(run).get(0)).contains("prometeus.port").contains("prometheus.port");
        assertThat(ours(run).get(1)).contains("log").contains("sometimes").contains("auto");
    }

    @Test
    void mistakesInTheOptionsFile() throws Exception {
        Path file = directory.resolve("replywise.properties");
        Files.writeString(file, "adresses=full\nlocale=xx\nlog=json\nlog.threshold=error\n");

        DialogueRun run = run("bad-options-file", "config=" + file);

        assertThat(ours(run)).anyMatch(line -> line.contains("adresses") && line.contains("addresses"));
    }

    @Test
    void anOptionsFileThatIsNotThere() throws Exception {
        Path file = directory.resolve("nowhere.properties");

        DialogueRun run = run("no-options-file", "log.threshold=error,config=" + file);

        assertThat(ours(run)).hasSize(1).first().asString().contains(file.toString());
    }

    @Test
    void mistakesInTheRuleFile() throws Exception {
        Path file = directory.resolve("rules.yaml");
        Files.writeString(file, "rules:\n  - id: [unfinished\n");

        DialogueRun run = run("bad-rules", "log=json,log.threshold=error,rules=" + file);

        // One line for each mistake.
        assertThat(ours(run)).isNotEmpty().allMatch(line -> line.contains(file.toString()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aClosedStandardError() throws Exception {
        DriverSetup setup = new DriverSetup(
                "closed-error", LIBRARY, "log=json,log.threshold=debug,nonsense=1", "", List.of(), true);

        check(DialogueRun.of(setup, accepted()));
    }

    @Test
    void aPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DialogueRun run = run("port-in-use", "log.threshold=error,prometheus.port=" + taken.getLocalPort());

            assertThat(ours(run)).hasSize(1).first().asString().contains(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aLoggingFrameworkThatThrows() throws Exception {
        Path configuration = Path.of(Objects.requireNonNull(FailuresIT.class.getResource("/logging/logback-broken.xml"))
                .toURI());
        DriverSetup setup = new DriverSetup(
                "throwing-logback",
                LIBRARY,
                "log=slf4j",
                MailLibrary.jars("logback") + java.io.File.pathSeparator + Build.testClasses(),
                List.of("-Dlogback.configurationFile=" + configuration),
                false);

        DialogueRun run = DialogueRun.of(setup, accepted());

        check(run);
        assertThat(ours(run)).hasSize(1).first().asString().contains("IllegalStateException");
    }

    @Test
    void switchedOffItDoesNothing() throws Exception {
        DialogueRun run = run("switched-off", "enabled=false,log=json,log.threshold=debug");

        assertThat(run.jvm().err()).isEmpty();
    }

    private static DialogueRun run(String name, String agent) throws Exception {
        DialogueRun run = DialogueRun.of(DriverSetup.of(name, LIBRARY, agent), accepted());
        check(run);
        return run;
    }

    private static List<Dialogue> accepted() throws Exception {
        return List.of(Dialogue.named("accepted"));
    }

    private static void check(DialogueRun run) throws Exception {
        assertThat(run.jvm().status()).as(run.jvm().err()).isZero();
        assertThat(run.results(Dialogue.named("accepted")))
                .startsWith("> connect\n  connected\n> send john.doe@old.example\n  sent\n");
    }

    /** What was said besides events. */
    private static List<String> ours(DialogueRun run) {
        return run.jvm().err().lines().filter(line -> !line.startsWith("{")).toList();
    }
}
