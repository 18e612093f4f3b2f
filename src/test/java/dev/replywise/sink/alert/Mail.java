package dev.replywise.sink.alert;

import dev.replywise.classify.Classification;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.ReplyContext;
import dev.replywise.event.EventRecord;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.MessageOutcome;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.Samples;
import dev.replywise.event.SessionInfo;
import dev.replywise.reply.SmtpCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A service that sends mail, its clock, and what its watch reports. */
final class Mail {
    /** Long after every time a test goes back to. */
    private static final long START = TimeUnit.DAYS.toNanos(1000);

    final List<EventRecord> events = new ArrayList<>();
    final AlertWatch watch;
    int started;
    private long nanos = START;
    private String server = "mx.example.com";
    private String framework = "";
    private int names;

    Mail() {
        this("en");
    }

    Mail(String language) {
        watch = new AlertWatch(
                language,
                events::add,
                look -> started++,
                () -> nanos,
                () -> Samples.TIME + (nanos - START) / 1_000_000);
    }

    Mail at(String name) {
        server = name;
        return this;
    }

    Mail by(String loggingFramework) {
        framework = loggingFramework;
        return this;
    }

    /** Time goes by, and the watch looks as often as the agent does. */
    Mail minutes(int minutes) {
        for (long i = 0; i < minutes * 12L; i++) {
            nanos += TimeUnit.SECONDS.toNanos(5);
            watch.look();
        }
        return this;
    }

    /** Time goes by and nobody looks. */
    Mail sleep(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
        return this;
    }

    Mail look() {
        watch.look();
        return this;
    }

    Mail accepted(int times) {
        for (int i = 0; i < times; i++) {
            watch.onMessage(message(MessageOutcome.ACCEPTED, Optional.empty()));
        }
        return this;
    }

    /** Messages to one recipient each, all of them different. */
    Mail refused(int times, SmtpCommand command, String reply) {
        for (int i = 0; i < times; i++) {
            refused("name" + names++ + "@old.example", command, reply);
        }
        return this;
    }

    Mail refused(String recipient, SmtpCommand command, String raw) {
        ReplyEvent reply = Samples.reply(command, raw)
                .session(session())
                .recipient(command == SmtpCommand.RCPT ? recipient : "")
                .build();
        watch.onReply(reply);
        boolean inMessage = command == SmtpCommand.MAIL
                || command == SmtpCommand.RCPT
                || command == SmtpCommand.DATA
                || command == SmtpCommand.END_OF_DATA;
        if (inMessage) {
            boolean transientOne = reply.classification().replyClass().id().equals("transient");
            watch.onMessage(message(
                    transientOne ? MessageOutcome.TRANSIENT : MessageOutcome.PERMANENT,
                    Optional.of(reply.classification())));
        }
        return this;
    }

    Mail notConnected(int times, SmtpCommand step, String cause) {
        for (int i = 0; i < times; i++) {
            watch.onConnection(
                    Samples.connection(step, cause).session(session()).build());
        }
        return this;
    }

    Mail unknown(int times) {
        for (int i = 0; i < times; i++) {
            watch.onMessage(message(
                    MessageOutcome.UNKNOWN,
                    Optional.of(ReplyClassifier.builtIn()
                            .withoutReply("read-timeout", ReplyContext.of(SmtpCommand.END_OF_DATA)))));
        }
        return this;
    }

    private MessageEvent message(MessageOutcome outcome, Optional<Classification> deciding) {
        return Samples.message(outcome, Optional.empty())
                .deciding(deciding)
                .session(session())
                .build();
    }

    private SessionInfo session() {
        return SessionInfo.of("s-1", server, 25, "192.0.2.25", "", framework);
    }

    /** Such as {@code silence begin}, in order. */
    List<String> alerts() {
        List<String> lines = new ArrayList<>();
        for (EventRecord event : events) {
            lines.add(event.value("smtp.alert.id").orElse("?") + " "
                    + event.value("smtp.alert.state").orElse("?"));
        }
        return lines;
    }

    EventRecord last() {
        return events.get(events.size() - 1);
    }
}
