package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.reply.SmtpCommand;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentCommandTest {
    private static SentCommand line(String line) {
        return SentCommand.ofLine(line.getBytes(StandardCharsets.UTF_8), false, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "MAIL FROM:<a@example.org> SIZE=12 BODY=8BITMIME | a@example.org",
                "MAIL FROM:<> | ''",
                "mail from: <a@example.org> | a@example.org",
                "RCPT TO:<b@example.com> NOTIFY=NEVER | b@example.com",
                "RCPT TO:<\"odd > one\"@example.com> X | \"odd > one\"@example.com",
                "RCPT TO:<\"quote \\\" > here\"@example.com> | \"quote \\\" > here\"@example.com",
                "RCPT TO:<@relay.example,@b.example:c@example.com> | c@example.com",
                "RCPT TO:<\"a:b\"@example.com> | \"a:b\"@example.com",
                "RCPT TO:b@example.com NOTIFY=NEVER | b@example.com",
                "RCPT TO:<张三@例子.example> SMTPUTF8 | 张三@例子.example",
                "RCPT | RCPT",
                "EHLO client.example.org | client.example.org",
                "EHLO | ''",
                "AUTH plain AGJvYgBzZWNyZXQ= | PLAIN",
                "DATA | ''",
                "VRFY bob | ''",
                "BDAT 12 LAST | ''"
            })
    void argument(String line, String argument) {
        assertThat(line(line).argument()).isEqualTo(argument);
    }

    @Test
    void endOfMessage() {
        assertThat(line(".").command()).isEqualTo(SmtpCommand.END_OF_DATA);
        assertThat(line(".").endsMessage()).isTrue();
        assertThat(line("BDAT 12").endsMessage()).isFalse();
        assertThat(line("bdat 12 last").endsMessage()).isTrue();
        assertThat(line("END_OF_DATA").endsMessage()).isFalse();
    }

    @Test
    void stepOfAuthIsOneWhateverItSays() {
        SentCommand step = SentCommand.ofLine(new byte[] {'.'}, true, 0);

        assertThat(step.command()).isEqualTo(SmtpCommand.AUTH);
        assertThat(step.argument()).isEmpty();
    }

    @Property
    void anyOctetsGiveACommand(@ForAll byte[] octets, @ForAll boolean authStep) {
        assertThat(SentCommand.ofLine(octets, authStep, 0).argument().length()).isLessThanOrEqualTo(512);
    }

    @Property
    void anyPathIsBounded(@ForAll String path) {
        assertThat(line("RCPT TO:<" + path).argument().length()).isLessThanOrEqualTo(512);
    }
}
