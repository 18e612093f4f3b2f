package dev.replywise.sink.metrics;

import dev.replywise.catalog.Actor;
import dev.replywise.catalog.RetryAction;
import dev.replywise.catalog.SampleCauses;
import dev.replywise.classify.Classification;
import dev.replywise.classify.Confidence;
import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.MessageOutcome;
import dev.replywise.event.RecipientResult;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SessionInfo;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.List;

/** Events as a session makes them. */
public final class SampleEvents {
    private SampleEvents() {}

    public static SessionInfo server(String host) {
        return SessionInfo.of("test-1", host, 25, "192.0.2.25", "1.3");
    }

    public static Classification classification(ReplyClass replyClass, String cause) {
        return Classification.builder()
                .replyClass(replyClass)
                .cause(SampleCauses.cause(cause))
                .confidence(Confidence.LOW)
                .rule("test")
                .retry(RetryAction.UNKNOWN)
                .actor(Actor.APPLICATION)
                .adviceId(cause)
                .url("")
                .reference("")
                .build();
    }

    /** Half a second after the command. */
    public static ReplyEvent.Builder reply(String host, SmtpCommand command, String text, String cause) {
        SmtpReply reply = ReplyParser.parse(text);
        return ReplyEvent.builder()
                .timestampMillis(0)
                .session(server(host))
                .command(command)
                .reply(reply)
                .classification(classification(reply.replyClass(), cause))
                .durationNanos(500_000_000);
    }

    /** Took 3 seconds. */
    public static MessageEvent.Builder message(String host, MessageOutcome outcome, RecipientResult... recipients) {
        return MessageEvent.builder()
                .timestampMillis(0)
                .session(server(host))
                .outcome(outcome)
                .durationNanos(3_000_000_000L)
                .recipientResults(List.of(recipients));
    }

    public static ConnectionEvent.Builder connected(String host) {
        return ConnectionEvent.builder()
                .timestampMillis(0)
                .session(server(host))
                .connected(true)
                .command(SmtpCommand.CONNECT)
                .classification(classification(ReplyClass.POSITIVE, "ok"));
    }

    public static ConnectionEvent.Builder refused(String host) {
        return ConnectionEvent.builder()
                .timestampMillis(0)
                .session(SessionInfo.of("test-2", host, 25, "", ""))
                .command(SmtpCommand.CONNECT)
                .errorType("java.net.ConnectException")
                .errorMessage("Connection refused")
                .classification(classification(ReplyClass.NONE, "connect-refused"));
    }
}
