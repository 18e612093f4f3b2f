package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies that mislead whoever reads them carelessly. */
class TrapsTest {
    private static Classification classify(String reply) {
        return ReplyClassifier.builtIn().classify(ReplyParser.parse(reply), ReplyContext.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 zq (#5.1.1) | PERMANENT | mailbox-unknown",
                "450 zq (#5.1.1) | TRANSIENT | mailbox-unknown",
                "550-5.2.2 The mailbox 550 5.2.2 is full | PERMANENT | mailbox-full",
                "2501 ok | POSITIVE | ok",
                "250 | POSITIVE | ok",
                "251 | POSITIVE | ok-forwarding",
                "299 zq | POSITIVE | ok",
                "399 zq | POSITIVE | intermediate",
                "000 zq | NONE | reply-malformed",
                "999 zq | NONE | reply-malformed",
                "250 user unknown, mailbox full, listed at zen.spamhaus.org | POSITIVE | ok",
                "250 5.1.1 zq | POSITIVE | ok",
                "551 2.1.5 zq | PERMANENT | mailbox-moved",
            })
    void whatItIs(String reply, ReplyClass replyClass, String cause) {
        Classification found = classify(reply);

        assertThat(found.replyClass()).isEqualTo(replyClass);
        assertThat(found.cause().id()).isEqualTo(cause);
    }

    @Test
    void aNumberThatIsNoStatusTellsNothing() {
        assertThat(classify("550 zq [#4.16.1]").rule()).doesNotStartWith("enhanced-");
    }

    @Test
    void aRelayedReplyDoesNotChangeTheClass() {
        Classification found = classify("451 mx.example.net said: 550 5.1.1 User unknown");

        assertThat(found.replyClass()).isEqualTo(ReplyClass.TRANSIENT);
        assertThat(found.cause().id()).isEqualTo("mailbox-unknown");
    }

    @Test
    void theLibrarysCodeDecidesWhereTheLinesDisagree() {
        SmtpReply reply = ReplyParser.parse(250, "250-ok\r\n550 5.1.1 User unknown");
        Classification found = ReplyClassifier.builtIn().classify(reply, ReplyContext.of(SmtpCommand.RCPT));

        assertThat(found.replyClass()).isEqualTo(ReplyClass.POSITIVE);
        assertThat(found.cause().id()).isEqualTo("ok");
    }

    @Test
    void nothingAtAllIsUndetermined() {
        Classification found = ReplyClassifier.builtIn().classify(SmtpReply.NONE, ReplyContext.UNKNOWN);

        assertThat(found.replyClass()).isEqualTo(ReplyClass.NONE);
        assertThat(found.cause().id()).isEqualTo("undetermined");
    }

    @Test
    void aBadSequenceAfterARefusalIsThatRefusalsDoing() {
        ReplyContext after = ReplyContext.builder()
                .command(SmtpCommand.DATA)
                .earlierCause("relay-denied")
                .build();
        Classification found = ReplyClassifier.builtIn().classify(ReplyParser.parse("503 5.5.1 bad sequence"), after);

        assertThat(found.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void aUsersRuleOverridesABuiltInOne() {
        RuleSet rules = RuleSet.parse(
                "- id: ours\n  cause: policy\n  when: {any: [user unknown], provider: [google]}\n", "my.yaml");
        ReplyClassifier classifier = ReplyClassifier.withRules(rules);
        SmtpReply reply = ReplyParser.parse("550 5.1.1 User unknown");

        assertThat(classifier
                        .classify(
                                reply,
                                ReplyContext.builder()
                                        .server("aspmx.l.google.com")
                                        .build())
                        .rule())
                .isEqualTo("ours");
        assertThat(classifier.classify(reply, ReplyContext.UNKNOWN).cause().id())
                .isEqualTo("mailbox-unknown");
    }
}
