package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.e2e.app.MailApp;
import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's own exporter, in a program that has no telemetry at all and ends right after its mail. */
class OtlpExportIT {
    private static final Script MOVES =
            Script.parse("RCPT 250 2.1.5 Ok\nRCPT 551 5.1.6 User has moved to <jane.roe@new.example>");

    /** Of the whole program, the three seconds at its end included. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @Test
    void sendsMetricsLogsAndTracesWhereTheStandardSettingsSay() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ScriptedServer server = ScriptedServer.builder(List.of(MOVES)).start()) {
            ChildJvm jvm = run(
                    "otlp",
                    server,
                    Map.of(
                            "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(),
                            "OTEL_SERVICE_NAME", "billing",
                            "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test"));

            assertThat(jvm.out()).containsSubsequence("sent", "SendFailedException", "application ended");
            assertThat(jvm.err().lines()).as("only events").allMatch(line -> line.startsWith("{"));
            metrics(receiver, server.port());
            Span refused = spans(receiver, server.port());
            logs(receiver, refused);
        }
    }

    private static void metrics(OtlpReceiver receiver, int port) {
        assertThat(receiver.metricScopes()).containsExactly("dev.replywise");
        assertThat(receiver.counts("smtp.client.replies"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        reply("CONNECT", 220, "positive", "ok"),
                        1L,
                        reply("EHLO", 250, "positive", "ok"),
                        1L,
                        reply("MAIL", 250, "positive", "ok"),
                        2L,
                        reply("RCPT", 250, "positive", "ok"),
                        1L,
                        "{error.type=551, server.address=localhost, smtp.cause.id=mailbox-moved, smtp.command=RCPT,"
                                + " smtp.response.class=permanent, smtp.response.status_code=#551}",
                        1L,
                        reply("DATA", 354, "positive", "intermediate-data"),
                        1L,
                        reply("END_OF_DATA", 250, "positive", "ok"),
                        1L,
                        reply("RSET", 250, "positive", "ok"),
                        1L,
                        reply("QUIT", 221, "positive", "ok"),
                        1L));
        assertThat(receiver.counts("smtp.client.messages"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "{server.address=localhost, smtp.message.outcome=accepted}", 1L,
                        "{server.address=localhost, smtp.message.outcome=permanent}", 1L));
        assertThat(receiver.counts("smtp.client.failures"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "{smtp.response.class=none}", 0L,
                        "{smtp.response.class=permanent}", 1L,
                        "{smtp.response.class=transient}", 0L));
        assertThat(receiver.counts("smtp.client.connections"))
                .containsExactly(Map.entry("{server.address=localhost}", 1L));
        Metric durations = Objects.requireNonNull(receiver.metrics().get("smtp.client.command.duration"));
        assertThat(durations.getUnit()).isEqualTo("s");
        assertThat(durations.getHistogram().getDataPointsList().stream()
                        .mapToLong(HistogramDataPoint::getCount)
                        .sum())
                .isEqualTo(receiver.counts("smtp.client.replies").values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        assertThat(durations.getHistogram().getDataPoints(0).getExplicitBoundsList())
                .startsWith(0.005)
                .endsWith(120.0)
                .hasSize(17);
        assertThat(OtlpReceiver.attributes(receiver.resources().get(0).getAttributesList()))
                .containsEntry("service.name", "billing")
                .containsEntry("deployment.environment.name", "test")
                .hasEntrySatisfying("service.instance.id", id -> assertThat(id).isNotEmpty());
    }

    private static Span spans(OtlpReceiver receiver, int port) {
        List<Span> spans = receiver.spans();
        assertThat(spans).extracting(Span::getName).containsExactly("send smtp", "send smtp");
        Span refused = spans.get(1);
        assertThat(refused.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(OtlpReceiver.attributes(refused.getAttributesList()))
                .containsEntry("smtp.message.outcome", "permanent")
                .containsEntry("error.type", "551")
                .containsEntry("smtp.cause.id", "mailbox-moved")
                .containsEntry("server.address", "localhost")
                .containsEntry("server.port", "#" + port);
        assertThat(refused.getEventsList())
                .extracting(event ->
                        OtlpReceiver.attributes(event.getAttributesList()).get("smtp.response.status_code"))
                .containsExactly("#250", "#551", "#250");
        assertThat(spans.get(0).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        return refused;
    }

    private static void logs(OtlpReceiver receiver, Span refused) {
        List<LogRecord> records = receiver.logRecords();
        assertThat(records)
                .extracting(LogRecord::getEventName)
                .containsExactly("smtp.client.reply", "smtp.client.message");
        LogRecord reply = records.get(0);
        assertThat(reply.getSeverityText()).isEqualTo("WARN");
        assertThat(reply.getBody().getStringValue()).startsWith("551 to RCPT");
        assertThat(reply.getSpanId()).isEqualTo(refused.getSpanId());
        assertThat(reply.getTraceId()).isEqualTo(refused.getTraceId());
        assertThat(OtlpReceiver.attributes(reply.getAttributesList()))
                .containsEntry("smtp.response.status_code", "#551")
                .containsEntry("smtp.cause.id", "mailbox-moved")
                .containsEntry("smtp.forward_path", "j***@new.example");
        assertThat(records.toString()).doesNotContain("jane.roe");
    }

    /** {@code log=off} ends log records too, but those that are asked for in so many words. */
    @ParameterizedTest
    @ValueSource(strings = {"", "otlp"})
    void logOffLeavesWhatIsAskedForByItself(String logsExporter) throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ScriptedServer server = ScriptedServer.builder(List.of(MOVES)).start()) {
            ChildJvm jvm = run(
                    "otlp-log-off" + logsExporter,
                    server,
                    Map.of(
                            "REPLYWISE_LOG",
                            "off",
                            "OTEL_EXPORTER_OTLP_ENDPOINT",
                            receiver.endpoint(),
                            "OTEL_LOGS_EXPORTER",
                            logsExporter));

            assertThat(jvm.err()).isEmpty();
            spans(receiver, server.port());
            assertThat(receiver.logRecords()).hasSize(logsExporter.isEmpty() ? 0 : 2);
        }
    }

    @Test
    void theJvmsOfAFleetAreToldApart() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ScriptedServer server = ScriptedServer.builder(List.of(MOVES)).start();
                Closing pool = new Closing(Executors.newFixedThreadPool(2))) {
            String temporality = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
            List<Map<String, String>> fleet = List.of(
                    Map.of(),
                    Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=pod-b"),
                    Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=pod-c", temporality, "delta"));
            List<Future<ChildJvm>> running = new ArrayList<>();
            for (int i = 0; i < fleet.size(); i++) {
                Map<String, String> environment = new HashMap<>(fleet.get(i));
                environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
                environment.put("OTEL_SERVICE_NAME", "billing");
                String name = "otlp-fleet-" + i;
                running.add(pool.threads().submit(() -> run(name, server, environment)));
            }
            for (Future<ChildJvm> jvm : running) {
                assertThat(jvm.get().out()).contains("application ended");
            }

            Map<String, Map<String, Long>> messages = receiver.countsByInstance("smtp.client.messages");
            assertThat(messages).hasSize(3).containsKeys("pod-b", "pod-c");
            assertThat(messages.values())
                    .allSatisfy(counts -> assertThat(counts)
                            .containsExactlyInAnyOrderEntriesOf(Map.of(
                                    "{server.address=localhost, smtp.message.outcome=accepted}", 1L,
                                    "{server.address=localhost, smtp.message.outcome=permanent}", 1L)));
            assertThat(receiver.temporalities("pod-b"))
                    .containsExactly(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
            assertThat(receiver.temporalities("pod-c"))
                    .containsExactly(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
            assertThat(receiver.resources())
                    .extracting(resource -> OtlpReceiver.attributes(resource.getAttributesList())
                            .get("service.name"))
                    .containsOnly("billing");
        }
    }

    /** Threads that end with the test. */
    private record Closing(ExecutorService threads) implements AutoCloseable {
        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    @Test
    void aBackEndThatIsDownIsOneLine() throws Exception {
        try (Socket reserved = new Socket();
                ScriptedServer server = ScriptedServer.builder(List.of(MOVES)).start()) {
            // Bound but not listening: a connect is refused.
            reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            long begin = System.nanoTime();
            ChildJvm jvm = run(
                    "otlp-down",
                    server,
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:" + reserved.getLocalPort()));
            assertThat(System.nanoTime() - begin).isLessThan(PATIENCE_NANOS);
            assertThat(jvm.out()).contains("sent", "application ended");
            assertThat(jvm.err().lines().filter(line -> !line.startsWith("{")))
                    .singleElement()
                    .asString()
                    .startsWith("replywise: OTLP: ");
        }
    }

    @Test
    void aBadSettingIsOneLine() throws Exception {
        try (ScriptedServer server = ScriptedServer.builder(List.of(MOVES)).start()) {
            ChildJvm jvm = run("otlp-bad", server, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"));
            assertThat(jvm.out()).contains("sent", "application ended");
            assertThat(jvm.err().lines().filter(line -> !line.startsWith("{")))
                    .singleElement()
                    .asString()
                    .startsWith("replywise: nothing is exported over OTLP: ")
                    .contains("collector:4318");
        }
    }

    private static ChildJvm run(String name, ScriptedServer server, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-javaagent:" + Build.agentJar(),
                "-cp",
                MailLibrary.ANGUS.jars() + File.pathSeparator + Build.testClasses(),
                MailApp.class.getName(),
                String.valueOf(server.port()),
                "john@shop.example",
                "jane.roe@old.example"));
        ChildJvm jvm = ChildJvm.run(Build.directory().resolve("e2e").resolve(name), arguments, environment);
        assertThat(jvm.status()).as(jvm.err()).isZero();
        return jvm;
    }

    private static String reply(String command, int code, String replyClass, String cause) {
        return "{server.address=localhost, smtp.cause.id=" + cause + ", smtp.command=" + command
                + ", smtp.response.class=" + replyClass + ", smtp.response.status_code=#" + code + "}";
    }
}
