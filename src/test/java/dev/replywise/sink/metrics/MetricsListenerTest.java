package dev.replywise.sink.metrics;

import static dev.replywise.sink.metrics.SampleEvents.connected;
import static dev.replywise.sink.metrics.SampleEvents.message;
import static dev.replywise.sink.metrics.SampleEvents.refused;
import static dev.replywise.sink.metrics.SampleEvents.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.MessageOutcome;
import dev.replywise.event.RecipientResult;
import dev.replywise.event.ReplyEvent;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MetricsListenerTest {
    private final List<String> problems = new ArrayList<>();
    private final MetricsListener listener = new MetricsListener(List.of(), problems::add);

    private Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        listener.totals().counters((series, count) -> counters.put(series.toString(), count));
        return counters;
    }

    @Test
    void aDeliveredMessage() {
        listener.onConnection(connected("MX.example.com").build());
        listener.onReply(
                reply("MX.example.com", SmtpCommand.RCPT, "250 2.1.5 Ok", "ok").build());
        listener.onMessage(
                message("MX.example.com", MessageOutcome.ACCEPTED, RecipientResult.of(ReplyClass.POSITIVE, "ok", 2))
                        .build());

        assertThat(counters())
                .containsOnly(
                        Map.entry("smtp.client.connections[mx.example.com, 1.3, ]", 1L),
                        Map.entry("smtp.client.replies[RCPT, 250, positive, ok, mx.example.com, ]", 1L),
                        Map.entry("smtp.client.messages[accepted, mx.example.com]", 1L),
                        Map.entry("smtp.client.recipients[positive, ok, mx.example.com]", 2L),
                        Map.entry("smtp.client.failures[transient]", 0L),
                        Map.entry("smtp.client.failures[permanent]", 0L),
                        Map.entry("smtp.client.failures[none]", 0L));
    }

    @Test
    void durationsFallIntoTheirBuckets() {
        listener.onReply(
                reply("mx.example.com", SmtpCommand.RCPT, "250 Ok", "ok").build());
        listener.onReply(reply("mx.example.com", SmtpCommand.RCPT, "250 Ok", "ok")
                .durationNanos(-1)
                .build());
        listener.onMessage(message("mx.example.com", MessageOutcome.ACCEPTED).build());

        Map<String, String> durations = new TreeMap<>();
        listener.totals()
                .durations((series, times) -> durations.put(
                        series.toString(),
                        times.count() + " in " + times.sumSeconds() + "s, bucket " + bucketOf(times.counts())));
        assertThat(durations)
                .containsOnly(
                        Map.entry("smtp.client.command.duration[RCPT, positive]", "1 in 0.5s, bucket 0.5"),
                        Map.entry("smtp.client.message.duration[accepted, mx.example.com]", "1 in 3.0s, bucket 5.0"));
    }

    private static double bucketOf(long[] counts) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                return SmtpMetric.DURATION_BOUNDS.get(i);
            }
        }
        return Double.NaN;
    }

    @Test
    void theFirstConnectionShowsAllFailuresAtZero() {
        listener.onConnection(connected("mx.example.com").build());

        assertThat(listener.totals().totalsBy(SmtpMetric.FAILURES, SmtpAttribute.RESPONSE_CLASS))
                .containsExactly(Map.entry("none", 0L), Map.entry("permanent", 0L), Map.entry("transient", 0L));
    }

    @Test
    void aDeadServerIsSeen() {
        listener.onConnection(refused("dead.example.com").build());

        assertThat(counters())
                .containsEntry("smtp.client.connections[dead.example.com, , java.net.ConnectException]", 1L)
                .containsEntry("smtp.client.failures[none]", 1L)
                .hasSize(4);
    }

    @Test
    void aRefusedLoginIsSeen() {
        listener.onReply(reply("mx.example.com", SmtpCommand.AUTH, "535 5.7.8 no", "auth-failed")
                .build());

        assertThat(counters())
                .containsEntry("smtp.client.replies[AUTH, 535, permanent, auth-failed, mx.example.com, 535]", 1L)
                .containsEntry("smtp.client.failures[permanent]", 1L)
                .hasSize(4);
    }

    @Test
    void eachRefusalAndMissingReplyIsOneFailure() {
        listener.onReply(reply("mx.example.com", SmtpCommand.RCPT, "450 later", "greylisted")
                .build());
        listener.onReply(reply("mx.example.com", SmtpCommand.RCPT, "551 gone", "mailbox-moved")
                .build());
        listener.onReply(
                reply("mx.example.com", SmtpCommand.DATA, "354 go on", "ok").build());
        listener.onReply(reply("mx.example.com", SmtpCommand.END_OF_DATA, "999 what", "undetermined")
                .build());
        listener.onReply(lost("mx.example.com"));

        assertThat(listener.totals().totalsBy(SmtpMetric.FAILURES, SmtpAttribute.RESPONSE_CLASS))
                .containsExactly(Map.entry("none", 2L), Map.entry("permanent", 1L), Map.entry("transient", 1L));
        assertThat(counters())
                .containsEntry(
                        "smtp.client.replies[END_OF_DATA, _OTHER, none, undetermined, mx.example.com, _OTHER]", 1L)
                .containsEntry("smtp.client.replies[END_OF_DATA, , none, connection-lost, mx.example.com, _OTHER]", 1L);
    }

    private static ReplyEvent lost(String host) {
        return reply(host, SmtpCommand.END_OF_DATA, "", "connection-lost")
                .reply(SmtpReply.NONE)
                .build();
    }

    @Test
    void secondaryEventsAreNotCounted() {
        listener.onReply(reply("mx.example.com", SmtpCommand.RSET, "421 closing", "shutting-down")
                .secondary(true)
                .build());
        listener.onConnection(refused("mx.example.com").secondary(true).build());

        assertThat(counters().values()).containsOnly(0L).hasSize(3);
        assertThat(listener.totals().seriesCount()).isEqualTo(3);
    }

    @Test
    void labelsAreOnCountersAndBounded() {
        MetricsListener labelled = new MetricsListener(List.of("tenant", "X-Campaign", "tenant"), problems::add);
        for (int i = 0; i < 1000; i++) {
            labelled.onReply(reply("mx.example.com", SmtpCommand.RCPT, "250 Ok", "ok")
                    .labels(Map.of("tenant", "t" + i, "other", "x"))
                    .build());
        }

        List<Series> series = new ArrayList<>();
        labelled.totals().counters((counter, count) -> series.add(counter));
        assertThat(labelled.labelNames()).containsExactly("tenant", "X-Campaign");
        assertThat(series.stream().filter(s -> s.metric() == SmtpMetric.REPLIES))
                .hasSize(101);
        assertThat(series.stream()
                        .filter(s -> s.metric() == SmtpMetric.REPLIES)
                        .map(s -> s.values().get(6)))
                .contains("t0", "t99", "_OTHER")
                .doesNotContain("t100");
        assertThat(labelled.totals().total(SmtpMetric.REPLIES, s -> s.values().contains("_OTHER")))
                .isEqualTo(900);
    }

    @Test
    void metersAreToldWhatWasCountedBeforeTheyCame() {
        listener.onReply(reply("mx.example.com", SmtpCommand.RCPT, "551 gone", "mailbox-moved")
                .build());
        RecordingMeters late = new RecordingMeters();
        listener.addMeters(late);
        listener.onReply(reply("mx.example.com", SmtpCommand.RCPT, "551 gone", "mailbox-moved")
                .build());
        listener.removeMeters(late);
        listener.onReply(reply("mx.example.com", SmtpCommand.RCPT, "551 gone", "mailbox-moved")
                .build());

        assertThat(late.counts)
                .containsEntry("smtp.client.failures[permanent]", 2L)
                .containsEntry("smtp.client.failures[none]", 0L)
                .containsEntry("smtp.client.replies[RCPT, 551, permanent, mailbox-moved, mx.example.com, 551]", 2L);
        assertThat(late.closed).isTrue();
        assertThat(listener.totals().total(SmtpMetric.REPLIES)).isEqualTo(3);
    }

    @Test
    void joiningWhileOthersCountNeitherLosesNorDoubles() throws InterruptedException {
        RecordingMeters late = new RecordingMeters();
        ReplyEvent event = reply("mx.example.com", SmtpCommand.RCPT, "551 gone", "mailbox-moved")
                .build();
        CountDownLatch halfWay = new CountDownLatch(4);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    if (i == 5_000) {
                        halfWay.countDown();
                    }
                    listener.onReply(event);
                }
            }));
        }
        threads.forEach(Thread::start);
        halfWay.await();
        listener.addMeters(late);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(late.counts).containsEntry("smtp.client.failures[permanent]", 80_000L);
        assertThat(listener.totals().total(SmtpMetric.REPLIES)).isEqualTo(80_000);
    }

    @Test
    void failingMetersHarmNobody() {
        RecordingMeters others = new RecordingMeters();
        listener.addMeters(new SmtpMeters() {
            @Override
            public void counted(Series series, long count) {
                throw new NoClassDefFoundError("gone");
            }
        });
        listener.addMeters(others);
        listener.onReply(
                reply("mx.example.com", SmtpCommand.RCPT, "250 Ok", "ok").build());

        assertThat(others.counts).containsKey("smtp.client.replies[RCPT, 250, positive, ok, mx.example.com, ]");
        assertThat(problems).isNotEmpty().allMatch(line -> line.startsWith("metrics are lost: "));
    }

    private static final class RecordingMeters implements SmtpMeters {
        final Map<String, Long> counts = new ConcurrentHashMap<>();
        volatile boolean closed;

        @Override
        public void counted(Series series, long count) {
            counts.merge(series.toString(), count, Long::sum);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
