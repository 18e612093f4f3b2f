package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.reply.ReplyClass;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a probe calls, in whatever order: nothing is thrown, nothing is suppressed, and the counts add up. */
class SmtpSessionProperties {
    /** One call; the numbers choose among the arguments. */
    record Call(String method, int choice, int number) {}

    private static final String[] COMMANDS = {
        "EHLO c.example.org",
        "HELO c",
        "STARTTLS",
        "AUTH LOGIN",
        "AUTH PLAIN AGJvYgBzZWNyZXQ=",
        "Ym9i",
        "",
        "MAIL FROM:<a@example.org>",
        "RCPT TO:<b@example.com>",
        "RCPT TO:<c@example.com>",
        "DATA",
        ".",
        "BDAT 5",
        "BDAT 5 LAST",
        "RSET",
        "NOOP",
        "QUIT",
        "XYZZY",
        "RCPT TO:<\"",
        "MAIL"
    };

    private static final String[] REPLIES = {
        "220 mx",
        "250 Ok",
        "250-mx\n250-STARTTLS\n250 AUTH PLAIN",
        "334 VXNlcg==",
        "354 Go",
        "235 Ok",
        "221 Bye",
        "421 Closing",
        "450 4.2.1 Later",
        "550 5.1.1 No",
        "552 Big",
        "554 No",
        "251 Will forward",
        "000 zero",
        "999 odd",
        "garbage",
        "25",
        "250-one",
        "250-one\n550 two",
        "-12 x",
        "\u0015\u0003\u0003",
        "\n",
        "[EOF]"
    };

    @Provide
    Arbitrary<List<Call>> calls() {
        Arbitrary<String> methods = Arbitraries.frequency(
                Tuple.of(10, "command"),
                Tuple.of(10, "await"),
                Tuple.of(10, "reply"),
                Tuple.of(2, "fail"),
                Tuple.of(3, "begin"),
                Tuple.of(3, "end"),
                Tuple.of(2, "streams"),
                Tuple.of(2, "connectEnded"),
                Tuple.of(2, "closed"),
                Tuple.of(1, "writeFailed"),
                Tuple.of(1, "body"),
                Tuple.of(1, "plaintext"));
        return Combinators.combine(
                        methods,
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.integers().between(0, 9))
                .as(Call::new)
                .list()
                .ofMaxSize(120);
    }

    @Property
    void anyOrderIsBorne(@ForAll("calls") List<Call> calls) {
        Script script = new Script();
        int reads = 0;
        int messages = 0;
        boolean inMessage = false;
        for (Call call : calls) {
            perform(script.session, call);
            if (call.method().equals("reply") || call.method().equals("fail")) {
                reads++;
            } else if (call.method().equals("begin")) {
                inMessage = true;
            } else if (call.method().equals("end")) {
                messages += inMessage ? 1 : 0;
                inMessage = false;
            }
        }
        script.session.messageBegun();

        assertThat(script.problems).isEmpty();
        assertThat(script.pipeline.suppressedErrors()).isZero();
        assertThat(script.seen.of(MessageEvent.class)).hasSize(messages);
        long unread = script.seen.of(ConnectionEvent.class).stream()
                .filter(event -> !event.connected())
                .count();
        assertThat(script.seen.of(ReplyEvent.class).size() + unread)
                .as("each read is reported")
                .isGreaterThanOrEqualTo(reads);
        script.seen.of(MessageEvent.class).forEach(SmtpSessionProperties::addsUp);
        assertThat(script.seen.events.toString()).doesNotContain("AGJvYgBzZWNyZXQ=", "VXNlcg==");
    }

    private static void addsUp(MessageEvent message) {
        for (ReplyClass replyClass : ReplyClass.values()) {
            int sum = message.recipientResults().stream()
                    .filter(result -> result.replyClass() == replyClass)
                    .mapToInt(RecipientResult::count)
                    .sum();
            assertThat(sum).isEqualTo(count(message, replyClass));
        }
        assertThat(message.recipientResults())
                .allSatisfy(result -> assertThat(result.count()).isPositive());
        if (message.outcome() == MessageOutcome.ACCEPTED) {
            assertThat(message.transientlyRefused() + message.permanentlyRefused())
                    .isZero();
            assertThat(message.deciding()).isEmpty();
        } else if (message.outcome() == MessageOutcome.PARTIAL) {
            assertThat(message.accepted()).isPositive();
        } else {
            assertThat(message.accepted()).isZero();
        }
    }

    private static int count(MessageEvent message, ReplyClass replyClass) {
        switch (replyClass) {
            case POSITIVE:
                return message.accepted();
            case TRANSIENT:
                return message.transientlyRefused();
            case PERMANENT:
                return message.permanentlyRefused();
            default:
                return message.unsent();
        }
    }

    private static void perform(SmtpSession session, Call call) {
        IOException[] failures = {
            new SocketTimeoutException("Read timed out"), new SocketException("Broken pipe"), new IOException("552 no")
        };
        Exception failure = new Script.MessagingException("failed", failures[call.choice() % failures.length]);
        switch (call.method()) {
            case "command":
                session.commandSent(COMMANDS[call.choice() % COMMANDS.length].getBytes(StandardCharsets.UTF_8));
                break;
            case "await":
                session.replyAwaited();
                break;
            case "reply":
                String text = REPLIES[call.choice() % REPLIES.length];
                int code;
                try {
                    code = Integer.parseInt(text.substring(0, 3));
                } catch (NumberFormatException | StringIndexOutOfBoundsException noCode) {
                    code = -1;
                }
                session.replyRead(code, text.equals("[EOF]") ? text : text + "\n", null);
                break;
            case "fail":
                session.replyRead(0, "", failure);
                break;
            case "begin":
                session.messageBegun(header -> call.choice() % 2 == 0 ? null : "<1@example.org>");
                break;
            case "end":
                session.messageEnded("", call.number(), call.choice() % 2 == 0 ? null : failure);
                break;
            case "streams":
                session.streamsOpened("192.0.2.1", call.choice() % 2 == 0 ? "" : "TLSv1.3");
                break;
            case "connectEnded":
                session.connectEnded(call.choice() % 2 == 0, call.choice() % 3 == 0 ? null : failure);
                break;
            case "closed":
                session.closed();
                break;
            case "writeFailed":
                session.writeFailed(failure);
                break;
            case "body":
                session.bodyWritten();
                break;
            default:
                session.plaintextBehindStarttls();
        }
    }
}
