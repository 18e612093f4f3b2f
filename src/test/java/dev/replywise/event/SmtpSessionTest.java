package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.RetryAction;
import dev.replywise.event.Script.MessagingException;
import dev.replywise.reply.ReplyClass;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SmtpSessionTest {
    private Script script = new Script();

    @AfterEach
    void nothingWasSuppressed() {
        assertThat(script.problems).isEmpty();
        assertThat(script.pipeline.suppressedErrors()).isZero();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Nested
    class Matching {
        @Test
        void wholeConnectionWithOneMessage() {
            script.opened().reply("220 mx.example.com ESMTP");
            script.step("EHLO client.example.org", "250-mx.example.com", "250-STARTTLS", "250 AUTH PLAIN");
            script.step("STARTTLS", "220 2.0.0 Ready");
            script.session.streamsOpened("192.0.2.25", "TLSv1.3");
            script.step("EHLO client.example.org", "250-mx.example.com", "250 AUTH PLAIN");
            script.step("AUTH PLAIN " + base64("\0bob\0secret"), "235 2.7.0 Ok");
            script.session.connectEnded(true, null);
            script.session.messageBegun();
            script.step("MAIL FROM:<a@example.org> SIZE=99", "250 2.1.0 Ok");
            script.step("RCPT TO:<b@example.com> NOTIFY=FAILURE", "250 2.1.5 Ok");
            script.step("DATA", "354 Go on");
            script.step(".", "250 2.0.0 Ok: queued as 4XyZ1a2b3c");
            script.ended(1);
            script.step("QUIT", "221 2.0.0 Bye").session.closed();

            assertThat(script.seen.lines())
                    .containsExactly(
                            "CONNECT 220",
                            "EHLO 250",
                            "STARTTLS 220",
                            "EHLO 250",
                            "AUTH 235",
                            "connected",
                            "MAIL 250",
                            "RCPT <b@example.com> 250",
                            "DATA 354",
                            "END_OF_DATA 250",
                            "message accepted 1/0/0/0",
                            "QUIT 221");
            assertThat(script.seen.events)
                    .extracting(event -> event.session().tlsProtocolVersion())
                    .containsExactly("", "", "", "1.3", "1.3", "1.3", "1.3", "1.3", "1.3", "1.3", "1.3", "1.3");
            assertThat(script.seen.events)
                    .extracting(event -> event.session().id())
                    .doesNotContainNull();
            assertThat(script.seen.events.stream()
                            .map(event -> event.session().id())
                            .distinct())
                    .hasSize(1);
            MessageEvent message = script.seen.message();
            assertThat(message.sender()).isEqualTo("a@example.org");
            assertThat(message.messageId()).isEqualTo("<1@example.org>");
            assertThat(message.queueId()).isEqualTo("4XyZ1a2b3c");
            assertThat(message.recipientResults()).containsExactly(RecipientResult.of(ReplyClass.POSITIVE, "ok", 1));
            assertThat(script.seen.of(ReplyEvent.class))
                    .filteredOn(event -> !event.sender().isEmpty())
                    .extracting(event -> event.command().name())
                    .containsExactly("MAIL", "RCPT", "DATA", "END_OF_DATA");
        }

        @Test
        void heloAfterRefusedEhlo() {
            script.opened().reply("220 old.example.com").step("EHLO c.example.org", "502 5.5.1 No");
            script.step("HELO c.example.org", "250 old.example.com");

            assertThat(script.seen.lines()).containsExactly("CONNECT 220", "EHLO 502", "HELO 250");
        }

        @Test
        void malformedReplyComesBeforeTheQuitInsideItsRead() {
            script = Script.connected();
            script.session.messageBegun();
            script.send("MAIL FROM:<a@example.org>");
            script.session.replyAwaited();
            script.step("QUIT", "221 Bye");
            script.session.closed();
            script.session.replyRead(-1, "what?\n", null);
            script.ended(1, new MessagingException("what?"));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "MAIL 0 !malformed", "QUIT 221 secondary", "message failed 0/0/0/1 reply-malformed");
        }

        @Test
        void unansweredQuitDoesNotReachTheNextConnection() {
            script = Script.connected();
            script.send("QUIT").session.closed();
            script.opened().reply("220 again.example.com");

            assertThat(script.seen.lines()).containsExactly("CONNECT 220");
        }

        @Test
        void nextConnectionOfATransportIsAnotherSession() {
            script = Script.connected();
            script.step("QUIT", "221 Bye").session.closed();
            script.opened().reply("220 mx.example.com");

            assertThat(script.seen.events.stream()
                            .map(event -> event.session().id())
                            .distinct())
                    .hasSize(2);
        }

        @Test
        void nothingReachesTheCommandAfterOneThatWasNeverWritten() {
            script = Script.connected();
            script.session.messageBegun();
            script.send("MAIL FROM:<a\r\nRSET@example.org>");
            script.ended(1, new MessagingException("Can't send", new IllegalArgumentException()));
            script.step("NOOP", "250 Ok");

            assertThat(script.seen.lines()).containsExactly("message failed 0/0/0/1", "NOOP 250");
        }

        @Test
        void handshakeLeftToTheFirstReadChangesOnlyTheTlsVersion() {
            script.opened().session.replyAwaited();
            script.session.streamsOpened("192.0.2.25", "TLSv1.2");
            script.session.replyRead(220, "220 mx.example.com\n", null);

            assertThat(script.seen.lines()).containsExactly("CONNECT 220");
            assertThat(script.seen.events.get(0).session().tlsProtocolVersion()).isEqualTo("1.2");
        }

        @Test
        void resetOnlyWhereUsersetSaysSo() {
            script = Script.connected();
            script.step("RSET", "250 Ok").step("NOOP", "250 Ok");

            assertThat(script.seen.lines()).containsExactly("RSET 250", "NOOP 250");
        }

        @Test
        void messageIdMadeWhileTheBodyIsWritten() {
            script = Script.connected();
            String[] id = {""};
            script.session.messageBegun(header -> header.equals("Message-ID") ? id[0] : null);
            script.step("MAIL FROM:<>", "250 Ok").step("RCPT TO:<b@example.com>", "250 Ok");
            script.step("DATA", "354 Go on");
            id[0] = "<late@example.org>";
            script.step(".", "250 Ok");
            script.session.messageEnded("", 1, null);

            assertThat(script.seen.of(ReplyEvent.class))
                    .extracting(ReplyEvent::messageId)
                    .containsExactly("", "", "", "<late@example.org>");
            assertThat(script.seen.message().messageId()).isEqualTo("<late@example.org>");
        }
    }

    @Nested
    class Authentication {
        private final String user = base64("bob.user");
        private final String password = base64("open-sesame");

        @Test
        void stepsAreAuthWhateverTheyLookLike() {
            script.opened().reply("220 mx.example.com").step("EHLO c.example.org", "250-mx", "250 AUTH LOGIN");
            script.step("AUTH LOGIN", "334 " + base64("Username:"));
            script.step("QUIT", "334 " + base64("Password:"));
            script.step(".", "535 5.7.8 Error");

            assertThat(script.seen.lines())
                    .containsExactly("CONNECT 220", "EHLO 250", "AUTH 334", "AUTH 334", "AUTH 535");
        }

        @Test
        void nothingOfChallengesAndEchoesIsKept() {
            script.opened().reply("220 mx.example.com").step("EHLO c.example.org", "250 mx");
            script.step("AUTH LOGIN", "334 " + base64("Username:"));
            script.step(user, "334 " + base64("Password:"));
            script.step(password, "500 5.5.2 Unknown command " + password + " or open-sesame");
            script.step(
                    "AUTH PLAIN " + base64("\0bob.user\0open-sesame"),
                    "502 What is " + base64("\0bob.user\0open-sesame"));

            assertThat(script.seen.events.toString())
                    .doesNotContain(
                            user, password, "open-sesame", base64("Password:"), base64("\0bob.user\0open-sesame"));
            ReplyEvent refused = script.seen.of(ReplyEvent.class).get(4);
            assertThat(refused.reply().text()).isEqualTo("5.5.2 Unknown command [hidden] or [hidden]");
        }

        @Test
        void reasonOfRefusedTokenIsKept() {
            String reason = base64("{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"https://mail.example/\"}");
            script.opened().reply("220 mx.example.com").step("EHLO c.example.org", "250-mx", "250 AUTH XOAUTH2");
            script.step("AUTH XOAUTH2 " + base64("user=bob\1auth=Bearer token-123\1\1"), "334 " + reason);
            script.step("", "535 5.7.8 Username and token not accepted");
            script.session.connectEnded(false, new MessagingException("535 5.7.8"));

            assertThat(script.seen.lines())
                    .containsExactly("CONNECT 220", "EHLO 250", "AUTH 334", "AUTH 535", "connected, but 535");
            assertThat(script.seen.of(ReplyEvent.class).get(2).reply().text()).isEqualTo("status 401");
        }
    }

    @Nested
    class Outcomes {
        @Test
        void allRefusedForGood() {
            script = Script.addressed();
            script.step("RCPT TO:<x@example.com>", "550 5.1.1 User unknown");
            script.step("RSET", "250 Ok").ended(1, new MessagingException("Invalid Addresses"));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "RCPT <x@example.com> 550", "RSET 250", "message permanent 0/0/1/0 mailbox-unknown");
            assertThat(script.seen.message().errorType()).isEqualTo("550");
        }

        @Test
        void oneOfThreeRefusedWithoutSendpartial() {
            script = Script.addressed("b@example.com", "c@example.com");
            script.step("RCPT TO:<x@example.com>", "550 5.1.1 User unknown");
            script.step("RSET", "250 Ok").ended(3, new MessagingException("Invalid Addresses"));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "RCPT <x@example.com> 550", "RSET 250", "message transient 0/0/1/2 mailbox-unknown");
        }

        @Test
        void partOfThemWithSendpartial() {
            script = Script.addressed("b@example.com", "c@example.com");
            script.step("RCPT TO:<x@example.com>", "550 5.1.1 User unknown");
            script.step("RCPT TO:<y@example.com>", "450 4.2.1 Try later");
            script.step("DATA", "354 Go on").step(".", "250 Ok: queued as ABC");
            script.ended(4, new MessagingException("250 Ok"));

            assertThat(script.seen.message().outcome()).isEqualTo(MessageOutcome.PARTIAL);
            assertThat(RecordingListener.line(script.seen.message()))
                    .isEqualTo("message partial 2/1/1/0 mailbox-unknown");
        }

        @Test
        void acceptedThoughReportsuccessThrows() {
            script = Script.addressed("b@example.com");
            script.step("DATA", "354 Go on").step(".", "250 Ok");
            script.ended(1, new MessagingException("250 Ok"));

            assertThat(RecordingListener.line(script.seen.message())).isEqualTo("message accepted 1/0/0/0");
            assertThat(script.seen.message().errorType()).isEmpty();
        }

        @Test
        void refusedBodyDecidesForAll() {
            script = Script.addressed("b@example.com", "c@example.com");
            script.step("DATA", "354 Go on").step(".", "452 4.3.1 Insufficient system storage");
            script.step("RSET", "250 Ok").ended(2, new MessagingException("452"));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "DATA 354", "END_OF_DATA 452", "RSET 250", "message transient 0/2/0/0 system-storage");
            assertThat(script.seen.message().recipientResults())
                    .containsExactly(RecipientResult.of(ReplyClass.TRANSIENT, "system-storage", 2));
        }

        @Test
        void refusedSenderDecidesForAll() {
            script = Script.connected();
            script.session.messageBegun();
            script.step("MAIL FROM:<a@example.org>", "553 5.7.1 Sender address rejected: not owned by user bob");
            script.step("RSET", "250 Ok").ended(2, new MessagingException("553"));

            assertThat(script.seen.message().outcome()).isEqualTo(MessageOutcome.PERMANENT);
            assertThat(script.seen.message().permanentlyRefused()).isEqualTo(2);
            assertThat(script.seen.message().sender()).isEqualTo("a@example.org");
        }

        @Test
        void mixOfLateAndForGoodMayStillSucceed() {
            script = Script.addressed();
            script.step("RCPT TO:<x@example.com>", "550 5.1.1 User unknown");
            script.step("RCPT TO:<y@example.com>", "450 4.7.1 Greylisted, try again later");
            script.step("RSET", "250 Ok").ended(2, new MessagingException("Invalid Addresses"));

            assertThat(RecordingListener.line(script.seen.message())).isEqualTo("message transient 0/1/1/0 greylisted");
        }

        @Test
        void lostFinalReplyIsUnknown() {
            script = Script.addressed("b@example.com");
            script.step("DATA", "354 Go on").send(".").eof();
            script.session.closed();
            script.ended(1, new MessagingException("[EOF]"));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "DATA 354",
                            "no reply to END_OF_DATA: connection-lost",
                            "message unknown 0/0/0/1 connection-lost");
        }

        @Test
        void finalReplyThatEndsEarlyIsUnknown() {
            script = Script.addressed("b@example.com");
            script.step("DATA", "354 Go on").send(".");
            script.session.replyAwaited();
            script.session.replyRead(-1, "250-2.0.0 Ok\n", null);
            script.ended(1, new MessagingException("250-2.0.0 Ok"));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "DATA 354",
                            "no reply to END_OF_DATA: connection-lost",
                            "message unknown 0/0/0/1 connection-lost");
            assertThat(script.seen.of(ConnectionEvent.class).get(0).errorMessage())
                    .isEqualTo("250-2.0.0 Ok");
        }

        @Test
        void timeoutOfFinalReplyIsUnknown() {
            script = Script.addressed("b@example.com");
            script.step("DATA", "354 Go on").send(".").readFails(new SocketTimeoutException("Read timed out"));
            script.session.closed();
            script.ended(1, new MessagingException("", new SocketTimeoutException("Read timed out")));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "DATA 354",
                            "no reply to END_OF_DATA: read-timeout",
                            "message unknown 0/0/0/1 read-timeout");
            assertThat(script.seen.of(ConnectionEvent.class).get(0).errorType())
                    .isEqualTo("java.net.SocketTimeoutException");
        }

        @Test
        void serviceClosingAmongRecipients() {
            script = Script.addressed("b@example.com");
            script.step("RCPT TO:<c@example.com>", "421 4.3.2 Shutting down");
            script.send("RCPT TO:<d@example.com>").eof().send("RSET").eof();
            script.session.closed();
            script.ended(3, new MessagingException("[EOF]"));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "RCPT <c@example.com> 421",
                            "no reply to RCPT: connection-lost secondary",
                            "no reply to RSET: connection-lost secondary",
                            "message transient 0/1/0/2 server-shutdown");
        }

        @Test
        void dropAmongRecipients() {
            script = Script.addressed("b@example.com");
            script.send("RCPT TO:<c@example.com>").eof();
            script.ended(2, new MessagingException("[EOF]"));

            assertThat(script.seen.lines())
                    .containsExactly("no reply to RCPT: connection-lost", "message failed 0/0/0/2 connection-lost");
        }

        @Test
        void bodyThatCannotBeWritten() {
            script = Script.addressed("b@example.com");
            script.step("DATA", "354 Go on");
            script.session.closed();
            script.ended(1, new MessagingException("", new SocketException("Broken pipe")));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "DATA 354",
                            "no reply to END_OF_DATA: connection-lost",
                            "message failed 0/0/0/1 connection-lost");
        }

        @Test
        void bodyThatCannotBeWrittenIsReportedOnce() {
            script = Script.addressed("b@example.com");
            script.step("DATA", "354 Go on");
            script.session.writeFailed(new IOException("Write timed out"));
            script.session.writeFailed(new IOException("Write timed out"));
            script.session.closed();
            script.ended(1, new MessagingException("", new SocketException("Socket closed")));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "DATA 354",
                            "no reply to END_OF_DATA: connection-lost",
                            "message failed 0/0/0/1 connection-lost");
        }

        @Test
        void bodyThatCannotBeRead() {
            script = Script.addressed("b@example.com");
            script.step("DATA", "354 Go on");
            script.session.closed();
            script.ended(1, new MessagingException("", new java.io.FileNotFoundException("/tmp/invoice.pdf")));

            assertThat(script.seen.lines()).containsExactly("DATA 354", "message failed 0/0/0/1");
            assertThat(script.seen.message().errorType()).isEqualTo("java.io.FileNotFoundException");
        }

        @Test
        void chunksUpToTheLast() {
            script = Script.addressed("b@example.com");
            script.send("BDAT 512").session.bodyWritten();
            script.reply("250 2.0.0 512 octets").step("BDAT 10 LAST", "250 2.0.0 Ok: queued as 9F1");
            script.ended(1);

            assertThat(script.seen.lines()).containsExactly("BDAT 250", "BDAT 250", "message accepted 1/0/0/0");
            assertThat(script.seen.message().queueId()).isEqualTo("9F1");
        }

        @Test
        void refusedChunkIsAReplyThoughTheLibraryThrowsAnIoFailure() {
            script = Script.addressed("b@example.com");
            script.step("BDAT 512", "250 Ok").step("BDAT 512", "552 5.3.4 Message too big");
            script.session.closed();
            script.ended(1, new MessagingException("", new IOException("552 5.3.4 Message too big")));

            assertThat(script.seen.lines())
                    .containsExactly("BDAT 250", "BDAT 552", "message permanent 0/0/1/0 message-too-large");
        }

        @Test
        void lostReplyToTheLastChunkIsUnknownAndToAnotherFailed() {
            script = Script.addressed("b@example.com");
            script.send("BDAT 512").eof().ended(1, new MessagingException("", new IOException("[EOF]")));
            assertThat(script.seen.message().outcome()).isEqualTo(MessageOutcome.FAILED);

            script = Script.addressed("b@example.com");
            script.step("BDAT 512", "250 Ok").send("BDAT 1 LAST").eof();
            script.ended(1, new MessagingException("", new IOException("[EOF]")));
            assertThat(script.seen.message().outcome()).isEqualTo(MessageOutcome.UNKNOWN);
        }

        @Test
        void noRecipients() {
            script = Script.connected();
            script.session.messageBegun();
            script.ended(0, new MessagingException("No recipient addresses"));

            assertThat(script.seen.lines()).containsExactly("message failed 0/0/0/0");
            assertThat(script.seen.message().recipientResults()).isEmpty();
        }

        @Test
        void groupAddressThatStandsForMoreOrFewerRecipients() {
            script = Script.addressed("b@example.com", "c@example.com");
            script.step("DATA", "354 Go on").step(".", "250 Ok").ended(1);
            assertThat(RecordingListener.line(script.seen.message())).isEqualTo("message accepted 2/0/0/0");

            script = Script.addressed("b@example.com");
            script.step("DATA", "354 Go on").step(".", "250 Ok").ended(2);
            assertThat(RecordingListener.line(script.seen.message())).isEqualTo("message accepted 1/0/0/0");
        }

        @Test
        void nextMessageOnTheSameConnectionStartsFromNothing() {
            script = Script.addressed();
            script.step("RCPT TO:<x@example.com>", "550 5.1.1 User unknown");
            script.step("RSET", "250 Ok").ended(1, new MessagingException("Invalid Addresses"));
            script.session.messageBegun();
            script.step("MAIL FROM:<a@example.org>", "250 Ok").step("RCPT TO:<b@example.com>", "250 Ok");
            script.step("DATA", "354 Go on").step(".", "250 Ok").ended(1);

            assertThat(RecordingListener.line(script.seen.message())).isEqualTo("message accepted 1/0/0/0");
            assertThat(script.seen.message().deciding()).isEmpty();
        }

        @Test
        void sendWithoutAConnection() {
            script.session.messageBegun();
            script.ended(2, new IllegalStateException("Not connected"));

            assertThat(script.seen.lines()).containsExactly("message failed 0/0/0/2");
            assertThat(script.seen.message().errorType()).isEqualTo("java.lang.IllegalStateException");
        }

        @Test
        void manyRecipientsAreKeptAsCounts() {
            script = Script.addressed();
            for (int i = 0; i < 100_000; i++) {
                script.step("RCPT TO:<u" + i + "@example.com>", i % 2 == 0 ? "250 Ok" : "550 5.1.1 User unknown");
            }
            script.step("DATA", "354 Go on").step(".", "250 Ok").ended(100_000, new MessagingException("250"));

            assertThat(script.seen.message().recipientResults())
                    .containsExactly(
                            RecipientResult.of(ReplyClass.POSITIVE, "ok", 50_000),
                            RecipientResult.of(ReplyClass.PERMANENT, "mailbox-unknown", 50_000));
        }
    }

    @Nested
    class Connections {
        private ConnectionEvent failure(Exception failure) {
            script.session.connectEnded(false, failure);
            return script.seen.of(ConnectionEvent.class).get(0);
        }

        @Test
        void refused() {
            ConnectionEvent event =
                    failure(new MessagingException("Couldn't connect", new ConnectException("refused")));

            assertThat(script.seen.lines()).containsExactly("no reply to CONNECT: connect-refused");
            assertThat(event.errorType()).isEqualTo("java.net.ConnectException");
            assertThat(event.session().serverAddress()).isEqualTo("mx.example.com");
            assertThat(event.classification().replyClass()).isEqualTo(ReplyClass.NONE);
            assertThat(event.durationNanos()).isNotNegative();
        }

        @Test
        void unresolved() {
            failure(new MessagingException("Unknown SMTP host", new UnknownHostException("mx.example.com")));

            assertThat(script.seen.lines()).containsExactly("no reply to CONNECT: host-unresolved");
        }

        @Test
        void passwordAskedForFirst() {
            script.session.connectEnded(false, null);

            assertThat(script.seen.events).isEmpty();
        }

        @Test
        void greetingThatRefuses() {
            script.opened()
                    .reply("554 5.7.1 No SMTP service here")
                    .step("QUIT", "221 Bye")
                    .session
                    .closed();
            script.session.connectEnded(false, new MessagingException("Got bad greeting"));

            assertThat(script.seen.lines()).containsExactly("CONNECT 554", "QUIT 221", "connected, but 554");
        }

        @Test
        void greetingThatDoesNotCome() {
            script.opened().readFails(new SocketTimeoutException("Read timed out"));
            script.session.closed();
            script.session.connectEnded(false, new MessagingException("", new SocketTimeoutException()));

            assertThat(script.seen.lines()).containsExactly("no reply to CONNECT: read-timeout");
        }

        @Test
        void lostGreetingThenUnansweredQuit() {
            script.opened().eof().send("QUIT").session.closed();
            script.session.connectEnded(false, new MessagingException("Got bad greeting: [EOF]"));

            assertThat(script.seen.lines()).containsExactly("no reply to CONNECT: connection-lost");
        }

        @Test
        void plainTextOnATlsPort() {
            script.session.server("mx.example.com", 465);
            script.opened().readFails(new SocketTimeoutException("Read timed out"));
            assertThat(script.seen.lines()).containsExactly("no reply to CONNECT: tls-plaintext");

            script = new Script();
            script.opened().reply("\u0015\u0003\u0003\u0000\u0002\u0002");
            assertThat(script.seen.lines()).containsExactly("CONNECT 0 !malformed");
            assertThat(script.seen
                            .of(ReplyEvent.class)
                            .get(0)
                            .classification()
                            .cause()
                            .id())
                    .isEqualTo("tls-plaintext");
        }

        @Test
        void failedHandshake() {
            script.opened().reply("220 mx.example.com").step("EHLO c.example.org", "250-mx", "250 STARTTLS");
            script.step("STARTTLS", "220 Go on").session.closed();
            script.session.connectEnded(
                    false, new MessagingException("", new SSLHandshakeException("No appropriate protocol")));

            assertThat(script.seen.lines())
                    .containsExactly("CONNECT 220", "EHLO 250", "STARTTLS 220", "no reply to STARTTLS: tls-protocol");
        }

        @Test
        void requiredStarttlsThatIsNotOffered() {
            script.opened()
                    .reply("220 mx.example.com")
                    .step("EHLO c.example.org", "250 mx")
                    .session
                    .closed();
            script.session.connectEnded(false, new MessagingException("required"));

            assertThat(script.seen.lines())
                    .containsExactly("CONNECT 220", "EHLO 250", "no reply to STARTTLS: starttls-stripped");
        }

        @Test
        void refusedStarttls() {
            script.opened().reply("220 mx.example.com").step("EHLO c.example.org", "250-mx", "250 STARTTLS");
            script.step("STARTTLS", "454 4.7.0 TLS not available").session.closed();
            script.session.connectEnded(false, new MessagingException("454 4.7.0 TLS not available"));

            assertThat(script.seen.lines())
                    .containsExactly("CONNECT 220", "EHLO 250", "STARTTLS 454", "connected, but 454");
        }

        @Test
        void idleConnectionClosedByTheServer() {
            script = Script.connected();
            script.step("NOOP", "421 4.4.2 Idle too long").session.closed();

            assertThat(script.seen.lines()).containsExactly("NOOP 421");
            assertThat(script.seen.of(ReplyEvent.class).get(0).classification().retry())
                    .isNotEqualTo(RetryAction.NEVER);
        }

        @Test
        void quitThatTheServerAnswersByClosing() {
            script = Script.connected();
            script.send("QUIT").eof();

            assertThat(script.seen.lines()).containsExactly("no reply to QUIT: connection-lost secondary");
        }
    }

    @Nested
    class Anomalies {
        @Test
        void strayReplyShiftsAllThatFollow() {
            script = Script.connected();
            script.session.messageBegun();
            script.step("MAIL FROM:<a@example.org>", "250 stray").step("RCPT TO:<b@example.com>", "250 of MAIL");
            script.step("DATA", "250 of RCPT").step("RSET", "354 of DATA");
            script.ended(1, new MessagingException("250 of RCPT"));

            assertThat(script.seen.lines())
                    .containsExactly(
                            "MAIL 250",
                            "RCPT <b@example.com> 250",
                            "DATA 250 !desynchronised",
                            "RSET 354 !desynchronised",
                            "message failed 0/0/0/1 reply-desynchronised");
        }

        @Test
        void replyThatNobodyAskedFor() {
            script = Script.connected();
            script.reply("250 hello?");

            assertThat(script.seen.lines()).containsExactly("OTHER 250 !desynchronised");
        }

        @Test
        void differentCodesAndStatus() {
            script = Script.connected();
            script.step("NOOP", "250-first", "550 last").step("NOOP", "250 5.0.0 so what");

            assertThat(script.seen.lines()).containsExactly("NOOP 250 !mixed-codes", "NOOP 250 !enhanced-mismatch");
        }

        @Test
        void offerOfStarttlsThatIsGone() {
            script.opened().reply("220 mx.example.com").step("EHLO c.example.org", "250-mx", "250 STARTTLS");
            script.session.closed();
            script.opened().reply("220 mx.example.com").step("EHLO c.example.org", "250-mx", "250 XXXXXXXA");

            assertThat(script.seen.lines())
                    .containsExactly("CONNECT 220", "EHLO 250", "CONNECT 220", "EHLO 250 !starttls-stripped");
            assertThat(script.seen
                            .of(ReplyEvent.class)
                            .get(3)
                            .classification()
                            .cause()
                            .id())
                    .isEqualTo("starttls-stripped");
        }

        @Test
        void offerIsNotMissedInsideTls() {
            script.opened().reply("220 mx.example.com").step("EHLO c.example.org", "250-mx", "250 STARTTLS");
            script.step("STARTTLS", "220 Go on").session.streamsOpened("192.0.2.25", "1.3");
            script.step("EHLO c.example.org", "250 mx");

            assertThat(script.seen.lines()).containsExactly("CONNECT 220", "EHLO 250", "STARTTLS 220", "EHLO 250");
        }

        @Test
        void plainTextBehindStarttls() {
            script.opened().reply("220 mx.example.com").step("EHLO c.example.org", "250-mx", "250 STARTTLS");
            script.send("STARTTLS").session.replyAwaited();
            assertThat(script.session.answersStarttls()).isTrue();
            script.session.plaintextBehindStarttls();
            script.session.replyRead(220, "220 Go on\n", null);

            assertThat(script.seen.lines())
                    .containsExactly("CONNECT 220", "EHLO 250", "STARTTLS 220 !starttls-injection");
        }

        @Test
        void repliesOfALivingServerAfterA421AreNotSecondary() {
            script = Script.addressed();
            script.step("RCPT TO:<b@example.com>", "421 Too fast").step("RCPT TO:<c@example.com>", "250 Ok");
            script.step("RSET", "250 Ok");

            assertThat(script.seen.lines())
                    .containsExactly("RCPT <b@example.com> 421", "RCPT <c@example.com> 250", "RSET 250");
        }
    }

    @Nested
    class Context {
        @Test
        void loggingFrameworkIsOnEveryEvent() {
            script.session.loggingFramework("logback");
            script.opened().reply("220 mx.example.com");
            script.session.messageBegun();
            script.ended(0, new MessagingException(""));

            assertThat(script.seen.events)
                    .extracting(event -> event.session().loggingFramework())
                    .containsExactly("logback", "logback");
        }

        @Test
        void labelsOfAMessage() {
            script.pipeline.setLabels(
                    LabelSource.of(List.of("X-Campaign", "Subject"), List.of("tenant.id"), key -> "acme"));
            script.opened().reply("220 mx.example.com");
            script.session.messageBegun(header -> header + "-value");
            script.step("MAIL FROM:<a@example.org>", "250 Ok").ended(0, new MessagingException(""));

            assertThat(script.seen.events)
                    .extracting(SmtpEvent::labels)
                    .containsExactly(
                            Collections.singletonMap("tenant_id", "acme"),
                            Map.of("tenant_id", "acme", "X-Campaign", "X-Campaign-value"),
                            Map.of("tenant_id", "acme", "X-Campaign", "X-Campaign-value"));
        }

        @Test
        void octetsAreDecodedAgain() {
            script = Script.connected();
            byte[] octets = "550 5.1.1 用户不存在".getBytes(StandardCharsets.UTF_8);
            script.step("RCPT TO:<x@example.com>", new String(octets, StandardCharsets.ISO_8859_1));

            assertThat(script.seen.of(ReplyEvent.class).get(0).reply().text()).isEqualTo("5.1.1 用户不存在");
        }
    }
}
