package dev.replywise.sink.metrics;

import static dev.replywise.sink.metrics.SampleEvents.connected;
import static dev.replywise.sink.metrics.SampleEvents.message;
import static dev.replywise.sink.metrics.SampleEvents.refused;
import static dev.replywise.sink.metrics.SampleEvents.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.MessageOutcome;
import dev.replywise.event.RecipientResult;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesLimitTest {
    private final MetricsListener listener = new MetricsListener(List.of("tenant"), problem -> {});

    /** 10,000 destinations behind 1,000 servers that answer with every code, and 500 tenants. */
    private void storm(int events) {
        Random random = new Random(1);
        SmtpCommand[] commands = SmtpCommand.values();
        MessageOutcome[] outcomes = MessageOutcome.values();
        ReplyClass[] classes = ReplyClass.values();
        for (int i = 0; i < events; i++) {
            String server = "mx" + i % 1_000 + ".example.com";
            Map<String, String> labels = Map.of("tenant", "t" + i % 500);
            String cause = "cause-" + random.nextInt(400);
            listener.onReply(
                    reply(server, commands[random.nextInt(commands.length)], (100 + random.nextInt(900)) + " no", cause)
                            .recipient("user@d" + i % 10_000 + ".example")
                            .labels(labels)
                            .build());
            listener.onMessage(message(
                            server,
                            outcomes[random.nextInt(outcomes.length)],
                            RecipientResult.of(classes[random.nextInt(classes.length)], cause, 1))
                    .labels(labels)
                    .build());
            listener.onConnection(
                    i % 2 == 0
                            ? connected(server).labels(labels).build()
                            : refused(server)
                                    .errorType("Failure" + i)
                                    .labels(labels)
                                    .build());
        }
    }

    private Map<SmtpMetric, Integer> seriesByMetric() {
        Map<SmtpMetric, Integer> sizes = new EnumMap<>(SmtpMetric.class);
        listener.totals().counters((series, count) -> sizes.merge(series.metric(), 1, Integer::sum));
        listener.totals().durations((series, times) -> sizes.merge(series.metric(), 1, Integer::sum));
        return sizes;
    }

    @Test
    void theNumberOfSeriesStaysWithinWhatIsStated() {
        storm(40_000);

        Map<SmtpMetric, Integer> sizes = seriesByMetric();
        for (SmtpMetric metric : SmtpMetric.values()) {
            assertThat(sizes.get(metric)).as(metric.key()).isLessThanOrEqualTo(metric.maxSeries());
        }
        assertThat(sizes.get(SmtpMetric.REPLIES)).as("the limit was met").isGreaterThan(4_000);
        Map<SmtpMetric, Integer> before = sizes;
        storm(40_000);
        assertThat(seriesByMetric()).isEqualTo(before);
    }

    @Test
    void nothingIsLostWhenSeriesAreFolded() {
        storm(40_000);

        MeterTotals totals = listener.totals();
        assertThat(totals.total(SmtpMetric.REPLIES)).isEqualTo(40_000);
        assertThat(totals.total(SmtpMetric.MESSAGES)).isEqualTo(40_000);
        assertThat(totals.total(SmtpMetric.RECIPIENTS)).isEqualTo(40_000);
        assertThat(totals.total(SmtpMetric.CONNECTIONS)).isEqualTo(40_000);
        assertThat(totals.total(
                        SmtpMetric.CONNECTIONS,
                        series -> series.value(SmtpAttribute.ERROR_TYPE).isEmpty()))
                .isEqualTo(20_000);
        Map<String, Long> classes = totals.totalsBy(SmtpMetric.REPLIES, SmtpAttribute.RESPONSE_CLASS);
        assertThat(totals.totalsBy(SmtpMetric.FAILURES, SmtpAttribute.RESPONSE_CLASS))
                .containsEntry("transient", classes.getOrDefault("transient", 0L))
                .containsEntry("permanent", classes.getOrDefault("permanent", 0L))
                .containsEntry("none", classes.getOrDefault("none", 0L) + 20_000);
    }

    @Test
    void aHundredServersKeepTheirName() {
        storm(40_000);

        Set<String> servers = new HashSet<>();
        listener.totals().counters((series, count) -> servers.add(series.value(SmtpAttribute.SERVER)));
        servers.remove("");
        assertThat(servers).hasSize(101).contains("mx0.example.com", "mx99.example.com", "_OTHER");
    }

    @Test
    void theDocumentationStatesTheLimits() throws IOException {
        String page = Files.readString(Path.of("../docs/metrics.md"));
        int sets = 0;
        int lines = 0;
        for (SmtpMetric metric : SmtpMetric.values()) {
            int each = metric.isDuration() ? SmtpMetric.DURATION_BOUNDS.size() + 3 : 1;
            sets += metric.maxSeries();
            lines += metric.maxSeries() * each;
            assertThat(page)
                    .contains(String.format(
                            Locale.ROOT,
                            "| `%s` | %,d | %,d |",
                            metric.key(),
                            metric.maxSeries(),
                            metric.maxSeries() * each));
        }
        assertThat(page).contains(String.format(Locale.ROOT, "| together | %,d | %,d |", sets, lines));
    }
}
