package dev.replywise.event;

import dev.replywise.classify.ReplyClassifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Calls a session as a probe in a mail library does. */
final class Script {
    final RecordingListener seen = new RecordingListener();
    final List<String> problems = new ArrayList<>();
    final ReplyPipeline pipeline = new ReplyPipeline(ReplyClassifier.builtIn(), problems::add);
    SmtpSession session;

    Script() {
        pipeline.addListener(seen);
        session = pipeline.newSession();
        session.server("mx.example.com", 25);
    }

    /** Greeting and EHLO, whose events are then forgotten. */
    static Script connected() {
        Script script = new Script().opened();
        script.reply("220 mx.example.com ESMTP").step("EHLO client.example.org", "250-mx.example.com", "250 SIZE 1000");
        script.session.connectEnded(true, null);
        script.seen.events.clear();
        return script;
    }

    /** A connection within a message to some recipients, all accepted. */
    static Script addressed(String... recipients) {
        Script script = connected();
        script.session.messageBegun();
        script.step("MAIL FROM:<a@example.org>", "250 2.1.0 Ok");
        for (String recipient : recipients) {
            script.step("RCPT TO:<" + recipient + ">", "250 2.1.5 Ok");
        }
        script.seen.events.clear();
        return script;
    }

    Script opened() {
        session.streamsOpened("192.0.2.25", "");
        return this;
    }

    Script send(String line) {
        session.commandSent(line.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Script reply(String... lines) {
        session.replyAwaited();
        String text = String.join("\n", lines) + "\n";
        session.replyRead(codeOf(text), text, null);
        return this;
    }

    Script step(String line, String... reply) {
        return send(line).reply(reply);
    }

    Script eof() {
        session.replyAwaited();
        session.replyRead(-1, "[EOF]", null);
        return this;
    }

    Script readFails(IOException failure) {
        session.replyAwaited();
        session.replyRead(0, "", new MessagingException("Exception reading response", failure));
        return this;
    }

    Script ended(int recipients) {
        session.messageEnded("<1@example.org>", recipients, null);
        return this;
    }

    Script ended(int recipients, Exception failure) {
        session.messageEnded("<1@example.org>", recipients, failure);
        return this;
    }

    /** As the mail libraries take it: the first three characters as a number, else -1. */
    private static int codeOf(String text) {
        try {
            return Integer.parseInt(text.substring(0, 3));
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    /** Stands for the mail libraries' exception of this name, which keeps what it wraps as its cause. */
    static final class MessagingException extends Exception {
        private static final long serialVersionUID = 1L;

        MessagingException(String message, Exception next) {
            super(message, next);
        }

        MessagingException(String message) {
            super(message);
        }
    }
}
