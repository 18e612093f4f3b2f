package dev.replywise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that sends no mail must not notice the agent. */
class QuietIT {
    static String classPath = "";

    @BeforeAll
    static void compile(@TempDir Path folder) throws Exception {
        classPath = Apps.compile("Hello", "", folder);
    }

    static Collection<Path> jdks() {
        return ChildJvm.jdks().values();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void changesNothingThatCanBeSeen(Path home) throws Exception {
        ChildJvm.Result without =
                ChildJvm.of(home).with("-cp", classPath, "Hello").run();
        ChildJvm.Result with =
                ChildJvm.of(home).agent("").with("-cp", classPath, "Hello").run();
        assertThat(without.out()).isEqualToNormalizingNewlines("hello\n");
        assertThat(with).isEqualTo(without);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void loadsNothingButWhatWaits(Path home) throws Exception {
        ChildJvm.Result run = ChildJvm.of(home)
                .agent("")
                .with("-verbose:class", "-cp", classPath, "Hello")
                .run();
        List<String> loaded = run.out()
                .lines()
                .filter(line -> line.contains(ChildJvm.AGENT.getFileName().toString())
                        || line.contains("dev.replywise")
                        || line.contains("net.bytebuddy"))
                .map(line -> line.replaceAll(".*(dev\\.replywise\\.[\\w.$]+).*", "$1"))
                .toList();
        assertThat(loaded)
                .containsExactlyInAnyOrder(
                        "dev.replywise.agent.entry.Agent",
                        "dev.replywise.agent.entry.Core",
                        "dev.replywise.agent.entry.GivenOptions",
                        "dev.replywise.agent.entry.MailWatch");
    }

    /** Logging, JMX, sockets and file systems belong to the application until {@code main} runs. */
    @ParameterizedTest
    @ValueSource(strings = {"", "log=json,locale=zh"})
    void touchesNoSubsystemBeforeMain(String options) throws Exception {
        assertThat(loadedInPremain(options).stream()
                        .filter(name -> name.startsWith("java.util.logging.")
                                || name.startsWith("javax.management.")
                                || name.startsWith("java.util.regex.")
                                || name.startsWith("java.net.Socket")
                                || name.startsWith("java.lang.invoke.")))
                .isEmpty();
    }

    private static Set<String> loadedInPremain(String options) throws Exception {
        Set<String> names = new TreeSet<>();
        for (String line : ChildJvm.ofThisJava()
                .agent(options)
                .with("-verbose:class", "-cp", classPath, "Hello")
                .run()
                .out()
                .lines()
                .dropWhile(line -> !line.contains("dev.replywise.agent.entry.Agent "))
                .takeWhile(line -> !line.contains(" Hello "))
                .toList()) {
            names.add(line.replaceFirst("^(\\[.*\\])?\\s*", "").replaceFirst(" .*", ""));
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled=false", "log=json", "log=off,metrics=off"})
    void staysQuietWithOptionsThatStartNothing(String options) throws Exception {
        ChildJvm.Result with = ChildJvm.ofThisJava()
                .agent(options)
                .with("-cp", classPath, "Hello")
                .run();
        assertThat(with).isEqualTo(new ChildJvm.Result(7, "hello\n", "to you\n"));
    }

    /** A port is bound before the first mail, but not before the application had its say. */
    @ParameterizedTest
    @MethodSource("jdks")
    void startsWhatAPortNeedsOnceMainRuns(Path home) throws Exception {
        List<String> lines = ChildJvm.of(home)
                .agent("prometheus.port=0")
                .with("-verbose:class", "-cp", classPath, "Hello", "replywise-start")
                .run()
                .out()
                .lines()
                .toList();
        assertThat(position(lines, "dev.replywise.event.ReplyPipeline ")).isGreaterThan(position(lines, " Hello "));
    }

    private static int position(List<String> lines, String text) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError(text + " is in none of " + lines.size() + " lines");
    }
}
