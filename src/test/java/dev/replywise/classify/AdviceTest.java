package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.Messages;
import dev.replywise.catalog.RetryAction;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {
    private final AdviceWriter writer = new AdviceWriter(Messages.of("en"));

    private static Classification classify(String reply, ReplyContext context) {
        return ReplyClassifier.builtIn().classify(ReplyParser.parse(reply), context);
    }

    @Test
    void factsChooseTheAdvice() {
        Classification moved =
                classify("551 User not local; please try <new@new.example>", ReplyContext.of(SmtpCommand.RCPT));

        assertThat(moved.adviceId()).isEqualTo("mailbox-moved.forward");
        assertThat(moved.retry()).isEqualTo(RetryAction.OTHER_ADDRESS);
        assertThat(moved.reference()).isEqualTo("RFC 5321 §3.4");
        assertThat(writer.write(moved, Map.of("forward_path", "n***@new.example")))
                .startsWith("Resend to the forwarding address n***@new.example");
    }

    @Test
    void addressesComeOnlyFromWhoeverMasksThem() {
        Classification moved =
                classify("551 User not local; please try <new@new.example>", ReplyContext.of(SmtpCommand.RCPT));

        assertThat(writer.write(moved, Map.of()))
                .doesNotContain("new@new.example")
                .doesNotContain("{");
    }

    @Test
    void otherFactsNeedNotBeGiven() {
        Classification wait =
                classify("450 4.7.1 Greylisted, please try again in 5 minutes", ReplyContext.of(SmtpCommand.RCPT));

        assertThat(wait.retryAfterSeconds()).isEqualTo(300);
        assertThat(writer.write(wait, Map.of())).contains("after 5 min");
    }

    @Test
    void whatTheSessionKnowsChoosesToo() {
        ReplyContext context = ReplyContext.builder()
                .command(SmtpCommand.RCPT)
                .recipientDomain("example.com")
                .build();
        Classification unknown = classify("550 5.1.1 User unknown", context);

        assertThat(unknown.adviceId()).isEqualTo("mailbox-unknown.recipient");
        assertThat(writer.write(unknown, Map.of("recipient", "j***@example.com")))
                .contains("j***@example.com");
        assertThat(writer.write(unknown, Map.of())).doesNotContain("{recipient}");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "300, 5 min", "3660, 1 h 1 min", "86400, 1 d", "x, x", "'', ''"})
    void durations(String seconds, String shown) {
        assertThat(Quantity.duration(seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"500, 500 B", "10485760, 10 MiB", "10000000, 10 MB", "1572864, 1.5 MiB", "1073741824, 1 GiB", "x, x"})
    void sizes(String octets, String shown) {
        assertThat(Quantity.size(octets)).isEqualTo(shown);
    }
}
