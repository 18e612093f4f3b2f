package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
    @Test
    void aCodeIsShownWhole() {
        CommandLineRun run = CommandLineRun.of("explain", "551");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                551  User not local; please try <forward-path>

                Class               permanent
                Category            recipient
                Cause               Mailbox moved (mailbox-moved)
                Status of the code  standard (RFC)
                Commands            RCPT, VRFY
                Description         The message is refused for this address, because the mailbox
                                    is not on this server any more. The reply can name the
                                    forward-path, the address to use instead; the server does
                                    not forward.
                When you see it     To RCPT, and to VRFY, after a recipient has moved (with
                                    5.1.6). Some servers also send 551 for a domain that they do
                                    not serve.
                How to fix it       Resend to the forwarding address if your policy allows it,
                                    and update the contact. Without an address in the reply, ask
                                    the recipient; do not repeat the old address.
                Who fixes it        the application (code, settings or address list)
                Retry               yes, to the other address
                References          RFC 5321 §3.4
                                    https://www.rfc-editor.org/rfc/rfc5321#section-3.4
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "551, 551, permanent, other-address",
        "X.1.6, X.1.6, any, never",
        "x.1.6, X.1.6, any, never",
        "5.1.6, 5.1.6, permanent, never",
        "4.1.1, 4.1.1, transient, later",
        "2.1.5, 2.1.5, positive, none-needed",
        "250, 250, positive, none-needed"
    })
    void jsonHoldsIdsAndTexts(String asked, String code, String replyClass, String retry) {
        CommandLineRun run = CommandLineRun.of("explain", asked, "--json");

        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.objects().get(0))
                .containsEntry("code", code)
                .containsEntry("class", replyClass)
                .containsEntry("retry", retry)
                .containsKeys("name", "description", "seen", "fix", "actor", "who", "commands", "cause", "reference");
    }

    @Test
    void aCauseHasAPageToo() {
        CommandLineRun run = CommandLineRun.of("explain", "mailbox-full");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("mailbox-full  Mailbox full\n").contains("How to fix it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "987", "5.55.555", "", "55", "5511"})
    void whatIsUnknownIsAnsweredWithNo(String asked) {
        CommandLineRun run = CommandLineRun.of("explain", asked);

        assertThat(run.status()).isEqualTo(Main.NO);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void aReplyIsClassifiedAndItsCodesAreExplained() {
        CommandLineRun run = CommandLineRun.of("explain", "550", "5.1.1", "<joe@example.org>:", "User", "unknown");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("Reply ")
                .contains("550 5.1.1 <joe@example.org>: User unknown", "(mailbox-unknown)", "What to do", "Rule")
                .contains("\n550  ", "\n5.1.1  ");
    }

    @Test
    void aReplyAsJsonHasTheKeysOfEvents() {
        Map<String, Object> object = CommandLineRun.of("explain", "551 5.1.6 moved", "--json")
                .objects()
                .get(0);

        assertThat(object)
                .containsEntry("reply", "551 5.1.6 moved")
                .containsEntry("smtp.response.status_code", 551L)
                .containsEntry("smtp.response.class", "permanent")
                .containsEntry("smtp.cause.id", "mailbox-moved");
        assertThat((List<?>) object.get("codes")).hasSize(2);
    }

    @Test
    void theServersWordsAreBoundedAndVisible() {
        CommandLineRun run = CommandLineRun.of("explain", "550 a\u001b[31mb\u202ec " + "x".repeat(100_000));

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("a\\x1b[31mb\\u202ec").doesNotContain("\u001b", "\u202e");
        assertThat(run.out().length()).isLessThan(8000);
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (String code : List.of("551", "421", "5.7.26", "X.7.1", "mailbox-unknown")) {
            assertThat(CommandLineRun.of("explain", code).out().lines())
                    .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(100));
        }
    }
}
