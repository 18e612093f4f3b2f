package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.e2e.app.RecordingApp;
import dev.replywise.demo.e2e.app.SdkApp;
import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications with OpenTelemetry on their class path, with an SDK and without. */
class OtelApiIT {
    private static final Script MOVES =
            Script.parse("RCPT 250 2.1.5 Ok\nRCPT 551 5.1.6 User has moved to <jane.roe@new.example>");

    /** The settings are the application's, too: what goes through its SDK must not be sent a second time by ours. */
    @Test
    void anSdkThatTheApplicationHasSetTakesMetricsAndSpansOnce() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                ScriptedServer server = ScriptedServer.builder(List.of(MOVES)).start()) {
            ChildJvm jvm = run(
                    "otel-sdk",
                    server,
                    sdkJars(),
                    SdkApp.class,
                    Map.of(
                            "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(),
                            "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                            "OTEL_SERVICE_NAME", "shop"));
            assertThat(jvm.out()).containsSubsequence("sent", "SendFailedException", "application ended");

            Span order = receiver.spans("shop").get(0);
            List<Span> spans = receiver.spans();
            assertThat(spans).extracting(Span::getName).containsExactly("connect smtp", "send smtp", "send smtp");
            assertThat(spans).allSatisfy(span -> {
                assertThat(span.getParentSpanId()).isEqualTo(order.getSpanId());
                assertThat(span.getTraceId()).isEqualTo(order.getTraceId());
                assertThat(span.getStartTimeUnixNano())
                        .isBetween(order.getStartTimeUnixNano(), order.getEndTimeUnixNano());
                assertThat(span.getEndTimeUnixNano())
                        .isBetween(span.getStartTimeUnixNano(), order.getEndTimeUnixNano());
            });
            assertThat(receiver.counts("smtp.client.messages"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "{server.address=localhost, smtp.message.outcome=accepted}", 1L,
                            "{server.address=localhost, smtp.message.outcome=permanent}", 1L));
            assertThat(receiver.resources()).hasSize(1);
            assertThat(OtlpReceiver.attributes(receiver.resources().get(0).getAttributesList()))
                    .as("the application's resource")
                    .containsEntry("service.name", "shop");
            assertThat(receiver.logRecords())
                    .as("what the exporter of ours would send")
                    .isEmpty();
            // The events in the log carry the application's trace.
            List<String> events =
                    jvm.err().lines().filter(line -> line.startsWith("{")).toList();
            assertThat(events)
                    .isNotEmpty()
                    .allMatch(line -> line.contains("\"trace.id\":\"" + hex(order.getTraceId()))
                            && line.contains("\"span.id\":\"" + hex(order.getSpanId())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"opentelemetry-api", "opentelemetry-api-old"})
    void everyApiSinceStableMetricsIsServed(String api) throws Exception {
        try (ScriptedServer server = ScriptedServer.builder(List.of(MOVES)).start()) {
            ChildJvm jvm =
                    run(api + "-recorder", server, MailLibrary.jars(api), RecordingApp.class, Map.of(), "recorder");
            List<String> calls = jvm.out().lines().toList();
            assertThat(calls)
                    .contains(
                            "MeterProvider.meterBuilder[dev.replywise]",
                            "Meter.counterBuilder[smtp.client.replies]",
                            "Meter.histogramBuilder[smtp.client.message.duration]",
                            "Tracer.spanBuilder[send smtp]",
                            "SpanBuilder.setSpanKind[CLIENT]",
                            "Span.setStatus[ERROR, permanent: mailbox-moved]")
                    .anyMatch(line ->
                            line.startsWith("LongCounter.add[1, {") && line.contains("smtp.response.status_code=551"));
            assertThat(calls.stream().filter(line -> line.startsWith("Span.end[")))
                    .hasSize(2);
            assertThat(jvm.err().lines()).allMatch(line -> line.startsWith("{"));
        }
    }

    /** Asking an API for its global instance sets the one that does nothing, for good; we must not ask. */
    @ParameterizedTest
    @CsvSource({"opentelemetry-api", "opentelemetry-api-old"})
    void anApiWithoutAnSdkStaysAsItIs(String api) throws Exception {
        try (ScriptedServer server = ScriptedServer.builder(List.of(MOVES)).start()) {
            ChildJvm jvm =
                    run(api + "-nothing", server, MailLibrary.jars(api), RecordingApp.class, Map.of(), "nothing");
            assertThat(jvm.out()).contains("application ended", "nobody had set it");
            assertThat(jvm.err().lines()).allMatch(line -> line.startsWith("{"));
        }
    }

    private static ChildJvm run(
            String name,
            ScriptedServer server,
            String jars,
            Class<?> app,
            Map<String, String> environment,
            String... first)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-javaagent:" + Build.agentJar(),
                "-cp",
                String.join(File.pathSeparator, MailLibrary.ANGUS.jars(), jars, Build.testClasses()),
                app.getName()));
        arguments.addAll(List.of(first));
        arguments.addAll(List.of(String.valueOf(server.port()), "john@shop.example", "jane.roe@old.example"));
        ChildJvm jvm = ChildJvm.run(Build.directory().resolve("e2e").resolve(name), arguments, environment);
        assertThat(jvm.status()).as(jvm.out() + jvm.err()).isZero();
        return jvm;
    }

    /** What the SDK needs, from the class path of this test. */
    private static String sdkJars() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(path -> path.matches(".*/(opentelemetry-(?!proto)|okhttp|okio|kotlin)[^/]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    static String hex(com.google.protobuf.ByteString id) {
        StringBuilder hex = new StringBuilder();
        for (byte octet : id.toByteArray()) {
            hex.append(String.format("%02x", octet));
        }
        return hex.toString();
    }
}
