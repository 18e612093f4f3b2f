package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class LogSourcesFuzzTest {
    private static final List<String> PIECES = List.of(
            ": to=<",
            ", relay=",
            "mx.example.org[192.0.2.7]:25",
            ", dsn=5.1.1",
            ", status=bounced (",
            "host ",
            " said: ",
            "550 5.1.1 x",
            "421",
            "250-",
            " (in reply to ",
            "RCPT TO command",
            "))",
            " refused to talk to me: ",
            "reject: ",
            " from ",
            "]: ",
            "; from=<",
            " to=<",
            " error from remote mail server after ",
            "LMTP error after ",
            " C=\"",
            "\\",
            "\\n",
            "\"",
            " authenticator failed H=",
            " H=",
            " ** ",
            " == ",
            " => ",
            "<",
            ">",
            "[",
            "]",
            "{",
            "}",
            ", stat=",
            "Sent (",
            "Deferred: ",
            ", reply=",
            ", reject=",
            "ruleset=check_rcpt",
            "#Fields:",
            ",",
            ",<,",
            ",>,",
            "recipient-status",
            "LED=",
            "};",
            "{FQDN=",
            "RecipientStatus : {",
            "Final-Recipient: rfc822; ",
            "Diagnostic-Code: smtp; ",
            "Status: 5.1.1",
            "--",
            "\n",
            "\n ",
            "\n\n",
            ";",
            "@",
            "{\"reply\":",
            "\"command\"",
            "\u0000",
            "\ud800",
            "\u7528");

    private static List<ReplySource> sources() {
        return List.of(
                new ReplyLines(),
                new PostfixLog(),
                new EximLog(),
                new SendmailLog(),
                new ExchangeLog(),
                new DeliveryStatus());
    }

    private static List<ObservedReply> read(ReplySource source, byte[] input) throws IOException {
        List<ObservedReply> found = new ArrayList<>();
        LineReader reader = new LineReader(new ByteArrayInputStream(input), () -> {});
        while (reader.next()) {
            source.line(reader, found::add);
        }
        source.end(found::add);
        return found;
    }

    @Provide
    Arbitrary<String> logs() {
        return Arbitraries.of(PIECES).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 3000)
    void anythingMadeOfTheirMarksIsRead(@ForAll("logs") String log) throws IOException {
        for (ReplySource source : sources()) {
            for (ObservedReply reply : read(source, log.getBytes(StandardCharsets.UTF_8))) {
                assertThat(reply.port()).isBetween(0, 65535);
            }
        }
    }

    @Property(tries = 500)
    void anyOctetsAreRead(@ForAll byte[] octets) throws IOException {
        for (ReplySource source : sources()) {
            read(source, octets);
        }
    }

    @Test
    void longHostileLinesTakeBoundedTime() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String piece : PIECES) {
                byte[] line = piece.repeat(500_000 / piece.length()).getBytes(StandardCharsets.UTF_8);
                for (ReplySource source : sources()) {
                    read(source, line);
                }
            }
        });
    }
}
