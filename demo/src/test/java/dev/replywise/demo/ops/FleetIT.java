package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Three JVMs of one service, scraped by one real Prometheus: what {@code docs/fleet.md} asks it. */
class FleetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aFleetIsAskedAsOne() throws Exception {
        Path directory = Tool.directory("fleet");
        Tool.require("prometheus", "prometheus");
        List<SendingJvm> fleet = new ArrayList<>();
        try (ScriptedServer accepts =
                        ScriptedServer.builder(List.of(Script.parse(""))).start();
                ScriptedServer refuses = ScriptedServer.builder(
                                List.of(Script.parse("RCPT* 550 5.1.1 Recipient address rejected: User unknown")))
                        .start();
                SendingJvm a = SendingJvm.start(directory, "a", "log=off");
                SendingJvm b = SendingJvm.start(directory, "b", "log=off");
                SendingJvm c = SendingJvm.start(directory, "c", "log=off");
                Prometheus prometheus = Prometheus.start(
                        directory,
                        Map.of("shop", List.of(a.target(), b.target(), c.target())),
                        AlertRules.files(directory),
                        "")) {
            fleet.addAll(List.of(a, b, c));
            await("three JVMs are scraped").atMost(PATIENCE).until(() -> prometheus.sum("up") == 3);
            for (int i = 0; i < fleet.size(); i++) {
                fleet.get(i).send("localhost", accepts.port(), i + 1, "jane@new.example");
                fleet.get(i).send("localhost", refuses.port(), 8, "jane@old.example");
            }
            await("all is scraped")
                    .atMost(PATIENCE)
                    .until(() -> prometheus.sum("smtp_client_messages_total") == 6 + 24);

            assertThat(prometheus.query("sum by (job) (smtp_client_messages_total{smtp_message_outcome=\"accepted\"})"))
                    .isEqualTo(Map.of("job=shop", 6.0));
            assertThat(prometheus.query(
                            "sum by (instance) (smtp_client_messages_total{smtp_message_outcome=\"accepted\"})"))
                    .isEqualTo(Map.of(
                            "instance=" + a.target(), 1.0,
                            "instance=" + b.target(), 2.0,
                            "instance=" + c.target(), 3.0));
            assertThat(prometheus.query("topk(1, sum by (smtp_cause_id)"
                            + " (smtp_client_replies_total{smtp_response_class=\"permanent\"}))"))
                    .isEqualTo(Map.of("smtp_cause_id=mailbox-unknown", 24.0));
            assertThat(prometheus.sum("histogram_quantile(0.9, sum by (le)"
                            + " (smtp_client_message_duration_seconds_bucket{smtp_message_outcome=\"accepted\"}))"))
                    .isPositive()
                    .isLessThan(60);
            assertThat(prometheus
                            .query("count by (instance) ({__name__=~\"smtp_client_.+\"})")
                            .values())
                    .as("series of a service with one relay")
                    .hasSize(3)
                    .allMatch(count -> count > 100 && count < 300);

            // No JVM has refusals enough for an alert; the three of them have, and it is one alert.
            await("one alert for the fleet")
                    .atMost(PATIENCE)
                    .until(() -> !prometheus
                            .query("ALERTS{alertname=\"ReplywisePermanentSpike\",alertstate=\"firing\"}")
                            .isEmpty());
            assertThat(prometheus
                            .query("ALERTS{alertname=\"ReplywisePermanentSpike\"}")
                            .keySet())
                    .containsExactly("alertname=ReplywisePermanentSpike,alertstate=firing,job=shop,severity=critical");

            // A JVM that goes takes its counters along; what it counted in the window still counts.
            c.close();
            await("it is gone").atMost(PATIENCE).until(() -> prometheus.sum("up") == 2);
            assertThat(prometheus.query("sum by (job) (smtp_client_messages_total{smtp_message_outcome=\"accepted\"})"))
                    .isEqualTo(Map.of("job=shop", 3.0));
            assertThat(prometheus.sum("replywise:permanent:increase15m")).isEqualTo(24.0);
        }
    }

    @Test
    void promtoolReadsWhatThePageShows() throws Exception {
        Path promtool = Tool.require("promtool", "prometheus");
        Path directory = Tool.directory("fleet-page");
        write(directory, "prometheus.yml");
        write(directory, "long-term.rules.yml");
        Tool.run(directory, List.of(promtool.toString(), "check", "config", "prometheus.yml"));
        assertThat(Tool.run(directory, List.of(promtool.toString(), "check", "rules", "long-term.rules.yml")))
                .contains("3 rules found");
    }

    /** The block of the page that begins with a comment of this name. */
    private static void write(Path directory, String name) throws IOException {
        String page = Files.readString(Path.of("../docs/fleet.md"));
        int begin = page.indexOf("```yaml\n# " + name);
        assertThat(begin).as(name).isPositive();
        String block = page.substring(begin + "```yaml\n".length(), page.indexOf("\n```", begin));
        Files.writeString(directory.resolve(name), block + "\n");
    }
}
