package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.e2e.app.MailApp;
import dev.replywise.demo.e2e.app.RecordingApp;
import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The OpenTelemetry agent: beside ours in both orders, and with ours as its extension. */
class OtelAgentIT {
    private static final Script MOVES =
            Script.parse("RCPT 250 2.1.5 Ok\nRCPT 551 5.1.6 User has moved to <jane.roe@new.example>");

    private static final String OURS = "-javaagent:" + Build.agentJar();
    private static final String THEIRS =
            "-javaagent:" + Build.directory().resolve("agents").resolve("opentelemetry-javaagent.jar");

    @Test
    void oursFirst() throws Exception {
        check("otel-agent-second", MailLibrary.ANGUS.jars(), OURS, THEIRS);
    }

    @Test
    void oursSecond() throws Exception {
        check("otel-agent-first", MailLibrary.ANGUS.jars(), THEIRS, OURS);
    }

    @Test
    void oursAsItsExtension() throws Exception {
        check("otel-extension", MailLibrary.ANGUS.jars(), THEIRS, "-Dotel.javaagent.extensions=" + Build.agentJar());
    }

    /** The application's own copy of the API, which the OpenTelemetry agent serves, is not asked beside the agent. */
    @Test
    void anApplicationWithTheApiIsServedOnce() throws Exception {
        check(
                "otel-agent-api",
                String.join(File.pathSeparator, MailLibrary.ANGUS.jars(), MailLibrary.jars("opentelemetry-api-old")),
                THEIRS,
                OURS);
    }

    private static void check(String name, String jars, String... agents) throws IOException, InterruptedException {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ScriptedServer server = ScriptedServer.builder(List.of(MOVES)).start()) {
            boolean api = jars.contains("opentelemetry-api");
            List<String> arguments = new ArrayList<>(List.of(agents));
            arguments.addAll(List.of(
                    "-cp",
                    jars + File.pathSeparator + Build.testClasses(),
                    (api ? RecordingApp.class : MailApp.class).getName()));
            if (api) {
                arguments.add("its agent's");
            }
            arguments.addAll(List.of(String.valueOf(server.port()), "john@shop.example", "jane.roe@old.example"));
            ChildJvm jvm = ChildJvm.run(
                    Build.directory().resolve("e2e").resolve(name),
                    arguments,
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(), "OTEL_SERVICE_NAME", "billing"));
            assertThat(jvm.status()).as(jvm.err()).isZero();
            assertThat(jvm.out()).containsSubsequence("sent", "SendFailedException", "application ended");
            assertThat(jvm.err()).doesNotContain("replywise: ");
            assertThat(jvm.err().lines().filter(line -> line.startsWith("{") && line.contains("\"551 to RCPT")))
                    .as("events are logged as ever")
                    .hasSize(1);

            List<Span> spans = receiver.spans();
            assertThat(spans).as(jvm.err()).extracting(Span::getName).containsExactly("send smtp", "send smtp");
            assertThat(spans.get(1).getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
            assertThat(spans.get(1).getEventsList()).hasSize(3);
            assertThat(receiver.counts("smtp.client.messages"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "{server.address=localhost, smtp.message.outcome=accepted}", 1L,
                            "{server.address=localhost, smtp.message.outcome=permanent}", 1L));
            assertThat(OtlpReceiver.attributes(receiver.resources().get(0).getAttributesList()))
                    .containsEntry("service.name", "billing")
                    .containsEntry("telemetry.distro.name", "opentelemetry-java-instrumentation");
            assertThat(receiver.resources().stream()
                            .map(resource -> OtlpReceiver.attributes(resource.getAttributesList())
                                    .get("service.instance.id"))
                            .distinct())
                    .as("SDKs that sent metrics")
                    .hasSize(1);
            assertThat(receiver.logRecords()).isEmpty();
        }
    }
}
