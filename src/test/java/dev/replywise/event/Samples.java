package dev.replywise.event;

import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.ReplyContext;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.Optional;

/** Events as a session makes them. */
public final class Samples {
    /** 2026-11-22T04:05:06.789Z. */
    public static final long TIME = 1_795_320_306_789L;

    public static final SessionInfo SESSION = SessionInfo.of("s-1", "mx.old.example", 25, "192.0.2.25", "1.3");

    private Samples() {}

    public static ReplyEvent.Builder reply(SmtpCommand command, String raw) {
        SmtpReply reply = ReplyParser.parse(raw);
        return ReplyEvent.builder()
                .timestampMillis(TIME)
                .session(SESSION)
                .command(command)
                .reply(reply)
                .classification(ReplyClassifier.builtIn().classify(reply, ReplyContext.of(command)))
                .durationNanos(1_500_000);
    }

    public static ReplyEvent.Builder rcpt(String recipient, String raw) {
        return reply(SmtpCommand.RCPT, raw).recipient(recipient).sender("news@sender.example");
    }

    public static MessageEvent.Builder message(MessageOutcome outcome, Optional<ReplyEvent> deciding) {
        return MessageEvent.builder()
                .timestampMillis(TIME)
                .session(SESSION)
                .outcome(outcome)
                .durationNanos(2_000_000)
                .deciding(deciding.map(ReplyEvent::classification))
                .sender("news@sender.example")
                .messageId("<1@sender.example>");
    }

    public static ConnectionEvent.Builder connection(SmtpCommand command, String causeId) {
        return ConnectionEvent.builder()
                .timestampMillis(TIME)
                .session(SESSION)
                .command(command)
                .classification(ReplyClassifier.builtIn().withoutReply(causeId, ReplyContext.of(command)))
                .errorType("java.net.ConnectException")
                .errorMessage("Connection refused");
    }

    /** The record of a refused recipient whose server said this. */
    public static EventRecord refused(String serverText) {
        return new EventFields(EventFormat.DEFAULT)
                .record(rcpt("john.doe@old.example", "550 5.1.1 " + serverText).build());
    }
}
