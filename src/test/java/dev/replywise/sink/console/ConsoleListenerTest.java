package dev.replywise.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.MessageOutcome;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.Samples;
import dev.replywise.event.SessionInfo;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleListenerTest {
    private final AtomicLong now = new AtomicLong(1_000_000_000L);
    private final ConsoleListener listener = new ConsoleListener(now::get);

    private static SessionInfo session(String id) {
        return SessionInfo.of(id, "mx.old.example", 25, "192.0.2.25", "1.3");
    }

    private static ReplyEvent.Builder rcpt(String session, String recipient, String raw) {
        return Samples.rcpt(recipient, raw).session(session(session));
    }

    private static ConnectionEvent.Builder connected() {
        return Samples.connection(SmtpCommand.CONNECT, "connect-refused")
                .connected(true)
                .errorType("")
                .errorMessage("");
    }

    private List<String> destinations(Overview.Ranking ranking) {
        return ranking.top.stream()
                .map(count -> count.key() + " " + count.failed() + "/" + count.all())
                .collect(Collectors.toList());
    }

    @Test
    void aRefusedRecipientIsCountedEverywhereOnce() {
        listener.onReply(rcpt("s-1", "a@Old.example", "550 5.1.1 No such user").build());
        listener.onReply(rcpt("s-1", "b@old.example", "250 ok").build());
        listener.onReply(rcpt("s-1", "c@old.example", "550 5.1.1 No such user")
                .secondary(true)
                .build());
        listener.onMessage(Samples.message(MessageOutcome.PERMANENT, Optional.empty())
                .session(session("s-1"))
                .build());
        now.addAndGet(5_000);
        Overview overview = listener.overview(10, 10);

        assertThat(overview.replies(ReplyClass.PERMANENT)).isOne();
        assertThat(overview.replies(ReplyClass.POSITIVE)).isOne();
        assertThat(Objects.requireNonNull(overview.minutes.counts.get(ReplyClass.PERMANENT)))
                .hasSize(120)
                .endsWith(1);
        assertThat(destinations(overview.causes)).containsExactly("mailbox-unknown 1/1");
        assertThat(destinations(overview.domains)).containsExactly("old.example 1/2");
        assertThat(destinations(overview.servers)).containsExactly("mx.old.example:25 1/1");
        assertThat(overview.messages(MessageOutcome.PERMANENT)).isOne();
        assertThat(overview.failures).hasSize(1);
        assertThat(Objects.requireNonNull(listener.session("s-1")).steps()).hasSize(4);
    }

    @Test
    void aRefusedBodyFailsForThoseWhomRcptAccepted() {
        listener.onReply(rcpt("s-1", "a@one.example", "250 ok").build());
        listener.onReply(rcpt("s-1", "b@two.example", "550 no").build());
        listener.onReply(Samples.reply(SmtpCommand.END_OF_DATA, "552 too big")
                .session(session("s-1"))
                .build());
        listener.onReply(Samples.reply(SmtpCommand.MAIL, "250 ok")
                .session(session("s-1"))
                .build());
        listener.onReply(rcpt("s-1", "a@one.example", "250 ok").build());
        listener.onReply(Samples.reply(SmtpCommand.END_OF_DATA, "250 queued")
                .session(session("s-1"))
                .build());

        assertThat(destinations(listener.overview(10, 10).domains))
                .containsExactly("one.example 1/2", "two.example 1/1");
    }

    @Test
    void connectionsAreAttemptsWhereNoMessageFollows() {
        listener.onConnection(connected().build());
        listener.onConnection(connected().errorType("535").build());
        listener.onConnection(
                Samples.connection(SmtpCommand.CONNECT, "connect-refused").build());
        listener.onConnection(
                Samples.connection(SmtpCommand.MAIL, "connection-lost").build());
        Overview overview = listener.overview(10, 10);

        assertThat(overview.connected()).isEqualTo(2);
        assertThat(overview.encrypted()).isEqualTo(2);
        assertThat(overview.notConnected()).isOne();
        assertThat(overview.replies(ReplyClass.NONE)).isEqualTo(2);
        assertThat(destinations(overview.servers)).containsExactly("mx.old.example:25 2/2");
    }

    @Test
    void memoryStaysWhatItIsWhateverComes() {
        String text = "550 5.1.1 " + "no such user here ".repeat(3_000);
        for (int i = 0; i < 20_000; i++) {
            listener.onReply(rcpt("s-" + i, "a@d" + i + ".example", i % 2 == 0 ? text : "250 ok")
                    .build());
        }
        Overview overview = listener.overview(1_000, 1_000);

        assertThat(overview.failures).hasSize(ConsoleListener.MOST_FAILURES);
        assertThat(overview.domains.top).hasSize(ConsoleListener.MOST_DESTINATIONS);
        assertThat(overview.domains.total.all()).isEqualTo(20_000);
        assertThat(IntStream.range(0, 20_000)
                        .filter(i -> listener.session("s-" + i) != null)
                        .count())
                .isEqualTo(ConsoleListener.MOST_RECENT_SESSIONS + ConsoleListener.MOST_FAILING_SESSIONS);
        assertThat(overview.failures)
                .allMatch(kept -> ((ReplyEvent) kept.event()).reply().text().length() <= KeptEvent.LONGEST_TEXT);
    }

    @Test
    void failingConnectionsAreKeptLonger() {
        listener.onReply(rcpt("bad", "a@old.example", "550 no")
                .messageId("<1@shop.example>")
                .build());
        for (int i = 0; i < 1_000; i++) {
            listener.onReply(rcpt("good-" + i, "a@old.example", "250 ok").build());
        }

        assertThat(listener.session("good-1")).isNull();
        assertThat(Objects.requireNonNull(listener.message("<1@shop.example>")).sessionId())
                .isEqualTo("bad");
        assertThat(listener.message("<2@shop.example>")).isNull();
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            String session = "s-" + t;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 5_000; i++) {
                    listener.onReply(rcpt(session, "a@old.example", "450 later").build());
                    if (i % 100 == 0) {
                        listener.overview(10, 10);
                    }
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(listener.overview(10, 10).replies(ReplyClass.TRANSIENT)).isEqualTo(40_000);
        assertThat(listener.overview(10, 10).domains.total.failed()).isEqualTo(40_000);
    }

    @Test
    void aCutTextLeavesNoHalfAnAddress() {
        String text = "550 " + "x".repeat(KeptEvent.LONGEST_TEXT - 20) + " see <john.doe@example.com> for more";
        listener.onReply(rcpt("s-1", "a@old.example", text).build());

        ReplyEvent kept = (ReplyEvent) listener.overview(1, 1).failures.get(0).event();
        assertThat(kept.reply().text()).endsWith("x see").doesNotContain("john");
        assertThat(kept.classification().cause().id()).isNotEmpty();
    }
}
