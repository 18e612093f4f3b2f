package dev.replywise.agent.bridge;

import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.ReplyContext;
import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SessionInfo;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;

/** Events as a session makes them. */
public final class Events {
    private Events() {}

    public static ReplyEvent rcpt(String raw) {
        return rcpt(raw, "mx.example.org", "");
    }

    public static ReplyEvent rcpt(String raw, String server, String loggingFramework) {
        SmtpReply reply = ReplyParser.parse(raw);
        return ReplyEvent.builder()
                .timestampMillis(1_795_320_306_789L)
                .session(session(server, loggingFramework))
                .command(SmtpCommand.RCPT)
                .reply(reply)
                .classification(ReplyClassifier.builtIn().classify(reply, ReplyContext.of(SmtpCommand.RCPT)))
                .recipient("john.doe@example.com")
                .build();
    }

    static ReplyEvent rcpt(String raw, long durationNanos) {
        SmtpReply reply = ReplyParser.parse(raw);
        return ReplyEvent.builder()
                .timestampMillis(1_795_320_306_789L)
                .session(session("mx.example.org", ""))
                .command(SmtpCommand.RCPT)
                .reply(reply)
                .classification(ReplyClassifier.builtIn().classify(reply, ReplyContext.of(SmtpCommand.RCPT)))
                .durationNanos(durationNanos)
                .build();
    }

    static ConnectionEvent connection(boolean connected, String causeId) {
        ReplyContext context = ReplyContext.of(SmtpCommand.CONNECT);
        return ConnectionEvent.builder()
                .timestampMillis(1_795_320_306_789L)
                .session(session("mx.example.org", ""))
                .command(SmtpCommand.CONNECT)
                .connected(connected)
                .classification(
                        connected
                                ? ReplyClassifier.builtIn().classify(ReplyParser.parse("220 ok"), context)
                                : ReplyClassifier.builtIn().withoutReply(causeId, context))
                .build();
    }

    private static SessionInfo session(String server, String loggingFramework) {
        return SessionInfo.of("s-1", server, 25, "192.0.2.1", "", loggingFramework);
    }
}
