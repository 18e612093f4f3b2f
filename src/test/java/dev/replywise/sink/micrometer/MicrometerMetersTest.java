package dev.replywise.sink.micrometer;

import static dev.replywise.sink.metrics.SampleEvents.connected;
import static dev.replywise.sink.metrics.SampleEvents.message;
import static dev.replywise.sink.metrics.SampleEvents.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.MessageOutcome;
import dev.replywise.event.RecipientResult;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.sink.metrics.MetricsListener;
import dev.replywise.sink.metrics.SmtpMetric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerMetersTest {
    private final List<String> problems = new ArrayList<>();

    private MetricsListener listener(MeterRegistry registry, String... labels) {
        MetricsListener listener = new MetricsListener(List.of(labels), problems::add);
        listener.addMeters(new MicrometerMeters(registry, listener.labelNames()));
        return listener;
    }

    private static void sendOneGoodAndOneRefused(MetricsListener listener) {
        listener.onConnection(connected("MX.example.com").build());
        listener.onReply(
                reply("MX.example.com", SmtpCommand.RCPT, "250 2.1.5 Ok", "ok").build());
        listener.onReply(reply("MX.example.com", SmtpCommand.RCPT, "550 5.1.1 No such user", "mailbox-unknown")
                .build());
        listener.onMessage(
                message("MX.example.com", MessageOutcome.PARTIAL, RecipientResult.of(ReplyClass.POSITIVE, "ok", 2))
                        .build());
    }

    @Test
    void prometheusNamesAreThoseOfTheScrapeEndpoint() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        sendOneGoodAndOneRefused(listener(registry));

        String rcpt = "smtp_command=\"RCPT\",smtp_response_class=\"positive\",";
        assertThat(registry.scrape().lines())
                .contains(
                        "# TYPE smtp_client_replies_total counter",
                        "# HELP smtp_client_replies_total Replies of SMTP servers.",
                        "smtp_client_replies_total{error_type=\"\",server_address=\"mx.example.com\","
                                + "smtp_cause_id=\"ok\",smtp_command=\"RCPT\",smtp_response_class=\"positive\","
                                + "smtp_response_status_code=\"250\",} 1.0",
                        "smtp_client_replies_total{error_type=\"550\",server_address=\"mx.example.com\","
                                + "smtp_cause_id=\"mailbox-unknown\",smtp_command=\"RCPT\","
                                + "smtp_response_class=\"permanent\",smtp_response_status_code=\"550\",} 1.0",
                        "smtp_client_failures_total{smtp_response_class=\"transient\",} 0.0",
                        "smtp_client_failures_total{smtp_response_class=\"permanent\",} 1.0",
                        "smtp_client_failures_total{smtp_response_class=\"none\",} 0.0",
                        "smtp_client_connections_total{error_type=\"\",server_address=\"mx.example.com\","
                                + "tls_protocol_version=\"1.3\",} 1.0",
                        "smtp_client_messages_total{server_address=\"mx.example.com\","
                                + "smtp_message_outcome=\"partial\",} 1.0",
                        "smtp_client_recipients_total{server_address=\"mx.example.com\",smtp_cause_id=\"ok\","
                                + "smtp_response_class=\"positive\",} 2.0",
                        "# TYPE smtp_client_command_duration_seconds histogram",
                        "smtp_client_command_duration_seconds_bucket{" + rcpt + "le=\"0.25\",} 0.0",
                        "smtp_client_command_duration_seconds_bucket{" + rcpt + "le=\"0.5\",} 1.0",
                        "smtp_client_command_duration_seconds_bucket{" + rcpt + "le=\"120.0\",} 1.0",
                        "smtp_client_command_duration_seconds_bucket{" + rcpt + "le=\"+Inf\",} 1.0",
                        "smtp_client_command_duration_seconds_count{" + rcpt + "} 1.0",
                        "smtp_client_command_duration_seconds_sum{" + rcpt + "} 0.5",
                        "smtp_client_message_duration_seconds_sum{server_address=\"mx.example.com\","
                                + "smtp_message_outcome=\"partial\",} 3.0");
        assertThat(problems).isEmpty();
    }

    @Test
    void durationsHaveTheBucketsOfAllOtherPlaces() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();

        sendOneGoodAndOneRefused(listener(registry));

        CountAtBucket[] buckets = registry.get("smtp.client.command.duration")
                .tag("smtp.response.class", "positive")
                .timer()
                .takeSnapshot()
                .histogramCounts();
        assertThat(Arrays.stream(buckets).map(bucket -> bucket.bucket(TimeUnit.SECONDS)))
                .startsWith(SmtpMetric.DURATION_BOUNDS.toArray(new Double[0]));
    }

    @Test
    void labelsAreTagsOfCountersOnly() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MetricsListener listener = listener(registry, "tenant", "x-y", "x_y");

        listener.onReply(reply("mx.example.com", SmtpCommand.RCPT, "250 Ok", "ok")
                .labels(Map.of("tenant", "t1", "x-y", "a"))
                .build());

        assertThat(registry.scrape().lines())
                .anyMatch(line -> line.startsWith("smtp_client_replies_total{")
                        && line.contains("labels_tenant=\"t1\",labels_x_y=\"a\",labels_x_y_2=\"\","))
                .contains("smtp_client_failures_total{smtp_response_class=\"none\",} 0.0")
                .noneMatch(line -> line.startsWith("smtp_client_command") && line.contains("labels_"));
        assertThat(problems).isEmpty();
    }

    @Test
    void whatWasCountedBeforeIsToldOnceToEachRegistry() {
        MetricsListener listener = new MetricsListener(List.of(), problems::add);
        sendOneGoodAndOneRefused(listener);
        SimpleMeterRegistry one = new SimpleMeterRegistry();
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        CompositeMeterRegistry both = new CompositeMeterRegistry();
        both.add(one);
        both.add(other);

        listener.addMeters(new MicrometerMeters(both, List.of()));
        sendOneGoodAndOneRefused(listener);

        assertThat(counters(one)).isEqualTo(counters(other));
        assertThat(counters(one))
                .containsEntry("smtp.client.failures permanent", 2.0)
                .containsEntry("smtp.client.failures none", 0.0)
                .containsEntry("smtp.client.recipients mx.example.com ok positive", 4.0);
    }

    @Test
    void inUseIsAGlobalRegistryThatHasARealOneInIt() {
        MicrometerFactory factory = new MicrometerFactory();
        CompositeMeterRegistry nested = new CompositeMeterRegistry();
        SimpleMeterRegistry real = new SimpleMeterRegistry();
        assertThat(factory.isInUse()).isFalse();
        Metrics.addRegistry(nested);
        try {
            assertThat(factory.isInUse()).as("one that is empty itself").isFalse();
            nested.add(real);
            assertThat(factory.isInUse()).isTrue();
            assertThat(factory.isMemoryOnly()).isTrue();
            PrometheusMeterRegistry scraped = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            nested.add(scraped);
            assertThat(factory.isMemoryOnly()).isFalse();

            MetricsListener listener = new MetricsListener(List.of(), problems::add);
            listener.addMeters(factory.meters(List.of()));
            sendOneGoodAndOneRefused(listener);

            assertThat(counters(real)).containsEntry("smtp.client.messages mx.example.com partial", 1.0);
        } finally {
            Metrics.removeRegistry(nested);
            Metrics.globalRegistry.clear();
        }
    }

    @Test
    void thousandsOfServersMakeABoundedNumberOfMeters() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        MetricsListener listener = listener(registry);
        for (int server = 0; server < 5_000; server++) {
            listener.onReply(reply("mx" + server + ".example.com", SmtpCommand.RCPT, "250 Ok", "ok")
                    .build());
            listener.onMessage(message("mx" + server + ".example.com", MessageOutcome.ACCEPTED)
                    .build());
        }

        // A hundred servers have their own name, all others share one.
        assertThat(registry.find("smtp.client.replies").counters()).hasSize(101);
        assertThat(registry.find("smtp.client.message.duration").timers()).hasSize(101);
    }

    @Test
    void aRegistryThatThrowsIsSaidAndHarmsNobody() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // Other tags under one of our names: this registry does not take both.
        registry.counter("smtp.client.messages", "mine", "yes").increment();

        sendOneGoodAndOneRefused(listener(registry));

        assertThat(problems).isNotEmpty().allMatch(line -> line.contains("MicrometerMeters threw"));
        assertThat(registry.scrape()).contains("smtp_client_failures_total{smtp_response_class=\"permanent\",} 1.0");
    }

    private static Map<String, Double> counters(MeterRegistry registry) {
        Map<String, Double> counters = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            if (meter.getId().getType() == Meter.Type.COUNTER) {
                StringBuilder name = new StringBuilder(meter.getId().getName());
                meter.getId().getTags().forEach(tag -> name.append(' ').append(tag.getValue()));
                counters.put(name.toString(), meter.measure().iterator().next().getValue());
            }
        }
        return counters;
    }
}
