package dev.replywise.sink.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.sink.metrics.MetricsListener;
import dev.replywise.sink.metrics.SmtpMetric;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OtelMetersTest {
    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final SdkMeterProvider provider =
            SdkMeterProvider.builder().registerMetricReader(reader).build();
    private final Wire wire = new Wire();
    private final MetricsListener metrics = new MetricsListener(List.of("campaign"), wire.problems::add);

    private void listen() {
        wire.pipeline.addListener(metrics);
        metrics.addMeters(new OtelMeters(provider.get("dev.replywise"), metrics.labelNames()));
    }

    @Test
    void recordsWhatTheReferenceSays() {
        listen();
        wire.connected().message("250 2.1.5 Ok", "551 5.1.6 User has moved; please try <j@new.example>");

        Map<String, MetricData> recorded = recorded();
        assertThat(recorded.keySet())
                .containsExactlyInAnyOrder(List.of(SmtpMetric.values()).stream()
                        .map(SmtpMetric::key)
                        .toArray(String[]::new));
        for (SmtpMetric metric : SmtpMetric.values()) {
            MetricData data = of(recorded, metric.key());
            assertThat(data.getUnit()).isEqualTo(metric.unit());
            assertThat(data.getDescription()).isEqualTo(metric.description());
        }
        Map<Attributes, Long> replies = counts(of(recorded, "smtp.client.replies"));
        assertThat(replies)
                .containsEntry(
                        Attributes.builder()
                                .put("smtp.command", "RCPT")
                                .put("smtp.response.status_code", 551)
                                .put("smtp.response.class", "permanent")
                                .put("smtp.cause.id", "mailbox-moved")
                                .put("server.address", "mx.example.com")
                                .put("error.type", "551")
                                .build(),
                        1L)
                .containsEntry(
                        Attributes.builder()
                                .put("smtp.command", "RCPT")
                                .put("smtp.response.status_code", 250)
                                .put("smtp.response.class", "positive")
                                .put("smtp.cause.id", "ok")
                                .put("server.address", "mx.example.com")
                                .build(),
                        1L);
        assertThat(counts(of(recorded, "smtp.client.failures")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        ofClass("permanent"), 1L,
                        ofClass("transient"), 0L,
                        ofClass("none"), 0L));
        HistogramPointData commands =
                of(recorded, "smtp.client.command.duration").getHistogramData().getPoints().stream()
                        .filter(point ->
                                "RCPT".equals(point.getAttributes().get(AttributeKey.stringKey("smtp.command"))))
                        .findFirst()
                        .orElseThrow();
        assertThat(commands.getBoundaries()).isEqualTo(SmtpMetric.DURATION_BOUNDS);
        assertThat(wire.problems).isEmpty();
    }

    /** A registry may come late: counters begin with what was counted before. */
    @Test
    void beginsWithWhatWasCountedBefore() {
        wire.pipeline.addListener(metrics);
        wire.connected().message("550 5.1.1 No such user");
        metrics.addMeters(new OtelMeters(provider.get("dev.replywise"), metrics.labelNames()));
        wire.connected().message("550 5.1.1 No such user");
        assertThat(counts(of(recorded(), "smtp.client.messages")).values()).containsExactly(2L);
    }

    /** A reply without a code has no code; a number that is none of SMTP's is not passed on as if it were. */
    @Test
    void leavesTheCodeOutWhereThereIsNone() {
        listen();
        wire.connecting().reply("999 What is this");
        assertThat(counts(of(recorded(), "smtp.client.replies")).keySet())
                .singleElement()
                .satisfies(attributes -> {
                    assertThat(attributes.asMap().keySet())
                            .extracting(AttributeKey::getKey)
                            .doesNotContain("smtp.response.status_code");
                    assertThat(attributes.get(AttributeKey.stringKey("error.type")))
                            .isEqualTo("_OTHER");
                });
    }

    private static MetricData of(Map<String, MetricData> recorded, String name) {
        return Objects.requireNonNull(recorded.get(name), name);
    }

    private static Attributes ofClass(String replyClass) {
        return Attributes.builder().put("smtp.response.class", replyClass).build();
    }

    private Map<String, MetricData> recorded() {
        return reader.collectAllMetrics().stream().collect(Collectors.toMap(MetricData::getName, Function.identity()));
    }

    private static Map<Attributes, Long> counts(MetricData data) {
        return data.getLongSumData().getPoints().stream()
                .collect(Collectors.toMap(LongPointData::getAttributes, LongPointData::getValue));
    }
}
