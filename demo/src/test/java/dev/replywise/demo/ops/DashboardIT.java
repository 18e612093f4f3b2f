package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import dev.replywise.demo.smtp.ServerTls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every panel of the dashboard shows something when a real Prometheus has what a JVM with the packaged agent counted. */
class DashboardIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WINDOW = "10m";

    @Test
    void everyPanelShowsSomething() throws Exception {
        Path directory = Tool.directory("dashboard");
        Tool.require("prometheus", "prometheus");
        try (SendingJvm jvm = SendingJvm.start(directory, "shop", "log=off");
                Prometheus prometheus = Prometheus.start(
                        directory, Map.of("shop", List.of(jvm.target())), AlertRules.files(directory), "")) {
            await("the JVM is scraped").atMost(PATIENCE).until(() -> prometheus.sum("up") == 1);
            // Twice: what a series begins with is no increase.
            sendAll(jvm, 1);
            isScraped(prometheus, jvm);
            sendAll(jvm, 20);
            isScraped(prometheus, jvm);
            await("an alert fires").atMost(PATIENCE).until(() -> prometheus.sum("ALERTS{alertstate=\"firing\"}") > 0);

            Map<String, String> empty = new TreeMap<>();
            for (JsonNode panel : Dashboard.panels()) {
                for (String query : Dashboard.queries(panel, WINDOW)) {
                    boolean isAllZero =
                            prometheus.query(query).values().stream().noneMatch(value -> value > 0 && !value.isNaN());
                    if (isAllZero) {
                        empty.put(panel.path("title").asString(""), query);
                    }
                }
            }
            assertThat(empty).containsOnlyKeys("Silence");
            assertThat(prometheus.query(empty.getOrDefault("Silence", "up"))).isEqualTo(Map.of("", 0.0));

            for (JsonNode variable : Dashboard.root().path("templating").path("list")) {
                String query = variable.path("query").path("query").asString("");
                if (query.startsWith("label_values(")) {
                    String label = query.substring(query.lastIndexOf(' ') + 1, query.length() - 1);
                    String metric = query.substring("label_values(".length(), query.lastIndexOf(','))
                            .replace("$job", ".*");
                    assertThat(prometheus
                                    .answer("/api/v1/label/" + label + "/values?match[]=" + Prometheus.encoded(metric))
                                    .size())
                            .as(query)
                            .isPositive();
                }
            }
        }
    }

    private static void sendAll(SendingJvm jvm, int times) throws IOException {
        Mails.send(jvm);
        ServerTls tls = ServerTls.in(Path.of(System.getProperty("replywise.build.directory", "target"), "tls"));
        try (ScriptedServer unknownIssuer = ScriptedServer.builder(
                                List.of(Script.parse("EHLO 250-mx.example.org | 250 STARTTLS")))
                        .tls(tls.context("good"), false)
                        .start();
                ScriptedServer refuses = ScriptedServer.builder(
                                List.of(Script.parse("RCPT* 550 5.1.1 Recipient address rejected: User unknown")))
                        .start();
                ScriptedServer asks = ScriptedServer.builder(
                                List.of(Script.parse("MAIL* 530 5.7.0 Must issue a STARTTLS command first")))
                        .start()) {
            jvm.send("localhost", unknownIssuer.port(), 2, "jane@old.example", "mail.smtp.starttls.required=true");
            jvm.send("localhost", asks.port(), 2, "jane@old.example");
            jvm.send("localhost", refuses.port(), times, "jane@old.example");
        }
    }

    /** Waits until Prometheus has all that the JVM has counted. */
    private static void isScraped(Prometheus prometheus, SendingJvm jvm) throws IOException, InterruptedException {
        String scrape = jvm.scrape();
        for (String metric : List.of("smtp_client_replies_total", "smtp_client_failures_total")) {
            double counted = scrape.lines()
                    .filter(line -> line.startsWith(metric + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
            await(metric + " is scraped").atMost(PATIENCE).until(() -> prometheus.sum(metric) == counted);
        }
    }
}
