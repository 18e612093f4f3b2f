package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one JVM costs a metrics store at worst, on the real scrape: never more than {@code docs/metrics.md} says. */
class SeriesBudgetIT {
    private static final int SERVERS = 1_000;
    private static final int RECIPIENTS = 10;
    private static final int BUSY_SERVERS = 100;
    private static final int BUSY_RECIPIENTS = 60;
    private static final Pattern BOUND =
            Pattern.compile("(?m)^\\| (`smtp[a-z.]+`|together) \\| ([0-9,]+) \\| ([0-9,]+) \\|$");

    @Test
    void tenThousandDestinationsAndAThousandServers() throws Exception {
        Path directory = Tool.directory("budget");
        Path hosts = Files.writeString(
                directory.resolve("hosts"),
                IntStream.rangeClosed(1, SERVERS)
                        .mapToObj(i -> "127.0.0.1 mx" + i + ".example\n")
                        .collect(Collectors.joining()));
        try (ScriptedServer server = ScriptedServer.builder(scripts()).start();
                SendingJvm jvm = SendingJvm.start(directory, "budget", "log=off", "-Djdk.net.hosts.file=" + hosts)) {
            for (int i = 0; i < SERVERS; i++) {
                jvm.send("mx" + (i + 1) + ".example", server.port(), 1, recipients(i * RECIPIENTS, RECIPIENTS));
            }
            for (int i = 0; i < BUSY_SERVERS; i++) {
                jvm.send("mx" + (i + 1) + ".example", server.port(), 1, recipients(0, BUSY_RECIPIENTS));
            }
            String scrape = jvm.scrape();
            server.awaitEnd();

            List<String> lines =
                    scrape.lines().filter(line -> !line.startsWith("#")).toList();
            Map<String, Integer> bounds = bounds();
            assertThat(bounds).hasSize(8);
            assertThat(lines.size()).isLessThanOrEqualTo(bounds.getOrDefault("together", 0));
            linesByMetric(lines)
                    .forEach((metric, count) ->
                            assertThat(count).as(metric).isLessThanOrEqualTo(bounds.getOrDefault(metric, 0)));
            // Close to the limit: this is a test of it.
            assertThat(lines.stream().filter(line -> line.startsWith("smtp_client_replies_total{")))
                    .hasSizeGreaterThan(4_000);
            assertThat(values(lines, "server_address")).hasSize(101).containsKey("_OTHER");

            // Nothing is lost by it, and no recipient is shown.
            long replies = Math.round(sum(lines, "smtp_client_replies_total"));
            assertThat(replies).isEqualTo(server.exchanges().size());
            assertThat(sum(lines, "smtp_client_recipients_total"))
                    .isEqualTo(SERVERS * RECIPIENTS + BUSY_SERVERS * BUSY_RECIPIENTS);
            assertThat(scrape).doesNotContain("to1.", "jane");
            System.out.println("A scrape of " + SERVERS + " servers and " + SERVERS * RECIPIENTS + " destinations: "
                    + lines.size() + " lines, " + scrape.length() + " bytes");
        }
    }

    /** Each recipient is refused with another code than the one before; 421 ends a session and is left out. */
    private static List<Script> scripts() {
        List<Script> scripts = new ArrayList<>();
        for (int connection = 0; connection < SERVERS + BUSY_SERVERS; connection++) {
            int count = connection < SERVERS ? RECIPIENTS : BUSY_RECIPIENTS;
            StringBuilder script = new StringBuilder();
            for (int i = 0; i < count; i++) {
                int code = 400 + (connection * 7 + i * 3) % 200;
                script.append("RCPT ").append(code == 421 ? 422 : code).append(" no\n");
            }
            scripts.add(Script.parse(script.toString()));
        }
        return scripts;
    }

    private static String recipients(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> "jane@to" + i + ".example")
                .collect(Collectors.joining(","));
    }

    /** The most lines of a scrape for each metric, from the page. */
    private static Map<String, Integer> bounds() throws IOException {
        Map<String, Integer> bounds = new TreeMap<>();
        Matcher row = BOUND.matcher(Files.readString(Path.of("../docs/metrics.md")));
        while (row.find()) {
            String metric = row.group(1).replace("`", "").replace('.', '_');
            bounds.put(metric, Integer.parseInt(row.group(3).replace(",", "")));
        }
        return bounds;
    }

    private static Map<String, Integer> linesByMetric(List<String> lines) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : lines) {
            if (!line.startsWith("smtp_client_")) {
                // When the process began: one line, and no metric of mail.
                continue;
            }
            String name = line.substring(0, line.indexOf('{')).replaceAll("_total$|_seconds_(bucket|count|sum)$", "");
            counts.merge(name, 1, Integer::sum);
        }
        return counts;
    }

    private static Map<String, Integer> values(List<String> lines, String label) {
        Map<String, Integer> values = new TreeMap<>();
        Pattern pattern = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"");
        for (String line : lines) {
            Matcher value = pattern.matcher(line);
            if (value.find()) {
                values.merge(value.group(1), 1, Integer::sum);
            }
        }
        return values;
    }

    private static double sum(List<String> lines, String metric) {
        return lines.stream()
                .filter(line -> line.startsWith(metric + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
