package dev.replywise.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.classify.ReplyClassifier;
import dev.replywise.event.ReplyPipeline;
import dev.replywise.event.SmtpSession;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What real sessions come to: each failure once. */
class MetricsOfSessionsTest {
    private final MetricsListener metrics = new MetricsListener(List.of(), problem -> {});
    private final ReplyPipeline pipeline = new ReplyPipeline(ReplyClassifier.builtIn(), problem -> {});
    private final SmtpSession session = pipeline.newSession();

    @BeforeEach
    void listen() {
        pipeline.addListener(metrics);
        session.server("mx.example.com", 25);
    }

    private void open() {
        session.streamsOpened("192.0.2.25", "");
        session.replyAwaited();
        session.replyRead(220, "220 mx.example.com ESMTP\r\n", null);
    }

    private void exchange(String line, int code, String reply) {
        session.commandSent(line.getBytes(StandardCharsets.US_ASCII));
        session.replyAwaited();
        session.replyRead(code, reply, null);
    }

    private Map<String, Long> failuresAndConnections() {
        Map<String, Long> counters = new TreeMap<>();
        metrics.totals().counters((series, count) -> {
            if (series.metric() == SmtpMetric.FAILURES || series.metric() == SmtpMetric.CONNECTIONS) {
                counters.put(series.toString(), count);
            }
        });
        return counters;
    }

    @Test
    void aRefusedConnectionIsOneFailure() {
        session.connectEnded(false, new IOException("no connection", new ConnectException("Connection refused")));
        session.closed();

        assertThat(failuresAndConnections())
                .containsOnly(
                        Map.entry("smtp.client.connections[mx.example.com, , java.net.ConnectException]", 1L),
                        Map.entry("smtp.client.failures[none]", 1L),
                        Map.entry("smtp.client.failures[permanent]", 0L),
                        Map.entry("smtp.client.failures[transient]", 0L));
    }

    @Test
    void aRefusedLoginIsOneFailureOfItsClass() {
        open();
        exchange("EHLO client.example.com", 250, "250-mx.example.com\r\n250 AUTH PLAIN\r\n");
        exchange("AUTH PLAIN AGEAYg==", 535, "535 5.7.8 Authentication failed\r\n");
        session.connectEnded(false, null);
        session.closed();

        assertThat(failuresAndConnections())
                .containsEntry("smtp.client.failures[permanent]", 1L)
                .containsEntry("smtp.client.failures[none]", 0L);
        assertThat(metrics.totals()
                        .total(
                                SmtpMetric.REPLIES,
                                series -> series.value(SmtpAttribute.ERROR_TYPE).equals("535")))
                .isEqualTo(1);
    }

    @Test
    void aLostFinalReplyIsOneFailureAndAnUnknownMessage() {
        open();
        exchange("EHLO client.example.com", 250, "250 mx.example.com\r\n");
        session.connectEnded(true, null);
        session.messageBegun();
        exchange("MAIL FROM:<a@example.com>", 250, "250 ok\r\n");
        exchange("RCPT TO:<b@example.org>", 250, "250 ok\r\n");
        exchange("DATA", 354, "354 go on\r\n");
        session.bodyWritten();
        exchange(".", -1, "[EOF]");
        session.messageEnded("<1@example.com>", 1, new IOException("[EOF]"));
        session.closed();

        assertThat(failuresAndConnections())
                .containsOnly(
                        Map.entry("smtp.client.connections[mx.example.com, , ]", 1L),
                        Map.entry("smtp.client.connections[mx.example.com, , _OTHER]", 1L),
                        Map.entry("smtp.client.failures[none]", 1L),
                        Map.entry("smtp.client.failures[permanent]", 0L),
                        Map.entry("smtp.client.failures[transient]", 0L));
        assertThat(metrics.totals().totalsBy(SmtpMetric.MESSAGES, SmtpAttribute.OUTCOME))
                .containsExactly(Map.entry("unknown", 1L));
        assertThat(metrics.totals().totalsBy(SmtpMetric.RECIPIENTS, SmtpAttribute.RESPONSE_CLASS))
                .containsExactly(Map.entry("none", 1L));
    }
}
