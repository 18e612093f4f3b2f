package dev.replywise.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reading options before {@code main} must not start what an application wants to set up itself. */
class EarlyClassesTest {
    private static final Pattern HEAVY = Pattern.compile(
            "java\\.util\\.regex\\..*|java\\.util\\.logging\\..*|java\\.nio\\.file\\..*|sun\\.nio\\.fs\\..*"
                    + "|java\\.lang\\.invoke\\..*|java\\.util\\.stream\\..*|javax\\.management\\..*|java\\.net\\.Socket.*");

    /** What the forked JVM runs. */
    static final class Probe {
        public static void main(String[] args) {
            if (args.length > 0) {
                Problems problems = new Problems();
                List<String> lines = AgentOptions.read(args[0]).problems();
                for (int i = 0; i < lines.size(); i++) {
                    problems.accept(lines.get(i));
                }
            }
        }
    }

    @Test
    void readingOptionsLoadsNothingHeavy() throws Exception {
        Set<String> loaded = loaded("log=jsn,prometeus.port=1,metrics=jmx+prometheus,log.file.max-size=3MB");
        loaded.removeAll(loaded());

        assertThat(loaded).contains(AgentOptions.class.getName());
        assertThat(loaded.stream().filter(name -> HEAVY.matcher(name).matches()))
                .isEmpty();
        assertThat(loaded.stream().filter(name -> !name.startsWith("dev.replywise.")))
                .as("JDK classes that reading options adds")
                .hasSizeLessThan(60);
    }

    private static Set<String> loaded(String... arguments) throws Exception {
        String classes = Path.of(AgentOptions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String tests = Path.of(Probe.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout:none",
                "-cp",
                classes + System.getProperty("path.separator") + tests,
                Probe.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.substring(0, line.indexOf(" source: ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
