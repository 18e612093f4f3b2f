package dev.replywise.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alerts of {@code docs/alerts}: what Prometheus' own tool says of them, and that they speak of what there is. */
class AlertRulesIT {
    private static final Path DOCS = Path.of("../docs").toAbsolutePath().normalize();
    private static final Path ALERTS = DOCS.resolve("alerts");
    private static final Path CATALOGUE = Path.of("../src/main/resources/dev/replywise/catalog");
    private static final String RULES = "replywise.rules.yml";
    private static final String ADVICE = "replywise.advice.rules.yml";

    @Test
    void prometheusReadsTheRules() throws Exception {
        promtool("check", "rules", RULES, ADVICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replywise.rules.test.yml", "replywise.baseline.rules.test.yml"})
    void alertsFireWhenTheyShouldAndNotOtherwise(String tests) throws Exception {
        promtool("test", "rules", tests);
    }

    @Test
    void everyAlertHasItsTextAndIsSeenFiring() throws IOException {
        String tests = read("replywise.rules.test.yml");
        String[] alerts = read(RULES).split("(?m)^ *- alert: ");
        assertThat(alerts).hasSizeGreaterThan(9);
        for (int i = 1; i < alerts.length; i++) {
            String name = alerts[i].substring(0, alerts[i].indexOf('\n'));
            assertThat(alerts[i])
                    .as(name)
                    .containsPattern("severity: (critical|warning)\n")
                    .contains(
                            "summary: >-",
                            "description: >-",
                            "dvice",
                            "runbook: >-\n            docs/reference/en/causes/");
            assertThat(tests)
                    .as("tests of " + name)
                    .contains("alertname=\"" + name + "\"", "alertname: " + name + "\n        exp_alerts:\n");
        }
    }

    @Test
    void rulesNameMetricsAndCausesThatExist() throws IOException {
        String rules = read(RULES);
        String metrics = Files.readString(DOCS.resolve("metrics.md"));
        assertThat(found(rules, "\\bsmtp_client_\\w+"))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(metrics).contains("`" + metric + "`"));
        assertThat(found(rules, "\\b(?:smtp_(?:command|response|cause|message)_\\w+|server_address|error_type)(?==)"))
                .allSatisfy(label -> assertThat(metrics.replace('.', '_')).contains("`" + label + "`"));

        Set<String> known = new TreeSet<>(causes());
        Set<String> named = new TreeSet<>();
        for (String list : found(rules, "(?<=smtp_cause_id[=!]~?\")[a-z|-]+(?=\")")) {
            named.addAll(List.of(list.split("\\|")));
        }
        named.addAll(found(rules, "(?<=\\{\\{ else }}|\\{\\{ end }}|\\}\\})[a-z-]+(?=\\{\\{ (?:end|else))"));
        named.addAll(found(read("replywise.rules.test.yml"), "(?<=reference/en/causes/)[a-z0-9-]+(?=\\.md)"));
        named.removeAll(Set.of("none"));
        assertThat(named)
                .hasSizeGreaterThan(20)
                .allSatisfy(cause -> assertThat(known).contains(cause));
    }

    /** {@code -Ddocs.write=true} writes it anew. */
    @Test
    void adviceIsThatOfTheCatalogue() throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(CATALOGUE.resolve("messages/en.properties"))) {
            texts.load(reader);
        }
        StringBuilder advice = new StringBuilder();
        advice.append("# Written from the catalogue by AlertRulesIT; do not edit.\n");
        advice.append("# What to do about each cause, for the texts of the alerts.\n");
        advice.append("groups:\n  - name: replywise-advice\n    rules:\n");
        for (String cause : causes()) {
            String fix = texts.getProperty("cause." + cause + ".fix", "").replace("'", "''");
            advice.append("      - record: replywise:advice:info\n        expr: vector(1)\n        labels:\n");
            advice.append("          smtp_cause_id: ").append(cause).append('\n');
            advice.append("          advice: '").append(fix).append("'\n");
        }
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(ALERTS.resolve(ADVICE), advice);
        }
        assertThat(read(ADVICE))
                .as("docs/alerts/" + ADVICE + " is not what the catalogue says: mvn -pl src,agent,demo verify"
                        + " -Dit.test=AlertRulesIT -Ddocs.write=true")
                .isEqualTo(advice.toString());
    }

    private static List<String> causes() throws IOException {
        return found(Files.readString(CATALOGUE.resolve("causes.yaml")), "(?m)(?<=^- cause: )\\S+");
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group())
                .distinct()
                .toList();
    }

    private static String read(String file) throws IOException {
        return Files.readString(ALERTS.resolve(file));
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        Path tool = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (tool == null) {
            assertThat(System.getenv("CI"))
                    .as("CI has to have promtool, of Debian's package prometheus")
                    .isNotEqualTo("true");
            System.out.println("Skipped: promtool " + String.join(" ", arguments) + ", as promtool is missing.");
            assumeTrue(false);
            return;
        }
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(ALERTS.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
