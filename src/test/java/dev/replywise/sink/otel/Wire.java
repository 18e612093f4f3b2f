package dev.replywise.sink.otel;

import dev.replywise.classify.ReplyClassifier;
import dev.replywise.event.ReplyPipeline;
import dev.replywise.event.SmtpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Calls sessions as a probe in a mail library does. */
final class Wire {
    final List<String> problems = new ArrayList<>();
    final ReplyPipeline pipeline = new ReplyPipeline(ReplyClassifier.builtIn(), problems::add);
    SmtpSession session = pipeline.newSession();

    Wire connecting() {
        session = pipeline.newSession();
        session.server("mx.example.com", 2525);
        session.streamsOpened("192.0.2.25", "");
        return this;
    }

    Wire connected() {
        connecting();
        reply("220 mx.example.com ESMTP");
        step("EHLO client.example.org", "250 mx.example.com");
        session.connectEnded(true, null);
        return this;
    }

    Wire step(String line, String reply) {
        session.commandSent(line.getBytes(StandardCharsets.UTF_8));
        return reply(reply);
    }

    Wire reply(String reply) {
        session.replyAwaited();
        session.replyRead(Integer.parseInt(reply.substring(0, 3)), reply + "\n", null);
        return this;
    }

    Wire readFails(String line) {
        session.commandSent(line.getBytes(StandardCharsets.UTF_8));
        session.replyAwaited();
        session.replyRead(0, "", new IOException("Connection reset"));
        return this;
    }

    /** A message to some recipients, each with the reply that it gets; the body is accepted if one of them is. */
    Wire message(String... repliesToRcpt) {
        session.messageBegun();
        step("MAIL FROM:<billing@shop.example>", "250 2.1.0 Ok");
        boolean accepted = false;
        for (int i = 0; i < repliesToRcpt.length; i++) {
            step("RCPT TO:<jane.roe" + i + "@old.example>", repliesToRcpt[i]);
            accepted |= repliesToRcpt[i].startsWith("2");
        }
        if (accepted) {
            step("DATA", "354 Go on");
            step(".", "250 2.0.0 Ok: queued as 4X1");
        } else {
            step("RSET", "250 2.0.0 Ok");
        }
        session.messageEnded("<1@shop.example>", repliesToRcpt.length, accepted ? null : new IOException("refused"));
        return this;
    }
}
