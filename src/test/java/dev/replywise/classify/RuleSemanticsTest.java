package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.Actor;
import dev.replywise.catalog.RetryAction;
import dev.replywise.classify.ReplyContext.Known;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a condition of a rule means. Each test has one rule, and a reply that the built-in rules do not know. */
class RuleSemanticsTest {
    private static boolean claims(String when, String reply, ReplyContext context) {
        RuleSet rules = RuleSet.parse("- id: mine\n  cause: virus\n  when: " + when + "\n", "test");
        assertThat(rules.problems()).isEmpty();
        return ReplyClassifier.withRules(rules)
                .classify(ReplyParser.parse(reply), context)
                .rule()
                .equals("mine");
    }

    private static boolean claims(String when, String reply) {
        return claims(when, reply, ReplyContext.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blue moon | 550 Once in a BLUE  MOON, perhaps | true",
                "blue moon | 550 blue moonlight | false",
                "blue moon | 550 skyblue moon | false",
                "blue moon* | 550 blue moonlight | true",
                "*blue moon | 550 skyblue moon | true",
                "isn't it | 550 isn\u2019t it | true",
                "p=BlueMoon | 550 see https://help.example.com/?p=BlueMoon now | true",
                "blue | 550 <blue@example.com> refused | false",
                "example | 550 <joe@mail.example.com> refused | false",
                "<@> refused | 550 <joe@mail.example.com> refused | true",
                "blue/1 | 550 (blue/1) | true",
                "blue/1 | 550 blue/12 | false",
                "\u84dd\u8272 | 550 \u6ca1\u6709\u84dd\u8272\u6708\u4eae | true",
                "bla\u00dfblau | 550 BLA\u00dfBLAU! | true",
                "no blue moon today | 550-5.9.9 no blue 550-5.9.9 moon 550 5.9.9 today | true",
                "no blue moon | 550 5.9.9 no blue 5.9.9 moon | true",
            })
    void phrases(String phrase, String reply, boolean expected) {
        assertThat(claims("{any: [\"" + phrase + "\"]}", reply)).isEqualTo(expected);
    }

    @Test
    void linesAreJoinedAndTheirRepeatedEnhancedCodesLeftOut() {
        assertThat(claims("{any: [blue moon]}", "550-5.9.9 blue\r\n550 5.9.9 moon"))
                .isTrue();
    }

    @Test
    void theReplyCodeIsNoPartOfTheText() {
        assertThat(claims("{any: [\"550\"]}", "550 blue")).isFalse();
        assertThat(claims("{any: [\"550\"]}", "554 mx.example.net said: 550 blue"))
                .isTrue();
    }

    @Test
    void allAnyAndNone() {
        String when = "{all: [blue, moon], any: [one, two], any2: [three], none: [four]}";

        assertThat(claims(when, "550 moon blue two three")).isTrue();
        assertThat(claims(when, "550 moon blue two three four")).isFalse();
        assertThat(claims(when, "550 moon blue two")).isFalse();
        assertThat(claims(when, "550 moon two three")).isFalse();
        assertThat(claims(when, "550 moon blue three")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'[\"550\"]', true", "'[\"55x\"]', true", "'[\"5xx\"]', true", "'[\"45x\", \"554\"]', false"})
    void codes(String patterns, boolean expected) {
        assertThat(claims("{any: [blue moon], code: " + patterns + "}", "550 blue moon"))
                .isEqualTo(expected);
        assertThat(claims("{code: " + patterns + "}", "550 zq")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "5.9.613, true",
        "X.9.613, true",
        "5.9.*, true",
        "X.*.*, true",
        "5.9.6*, true",
        "5.9.7*, false",
        "4.9.613, false",
        "none, false"
    })
    void enhancedCodes(String pattern, boolean expected) {
        assertThat(claims("{any: [blue moon], enhanced: [\"" + pattern + "\"]}", "550 5.9.613 blue moon"))
                .isEqualTo(expected);
        assertThat(claims("{enhanced: [\"" + pattern + "\"]}", "550 5.9.613 zq"))
                .isEqualTo(expected);
    }

    @Test
    void noneMeansNoEnhancedCode() {
        assertThat(claims("{enhanced: [none]}", "550 zq")).isTrue();
        assertThat(claims("{enhanced: [none]}", "550 5.9.9 zq")).isFalse();
    }

    @Test
    void unknownCommandSatisfiesOnlyOther() {
        ReplyContext rcpt = ReplyContext.of(SmtpCommand.RCPT);

        assertThat(claims("{command: [RCPT]}", "550 zq", rcpt)).isTrue();
        assertThat(claims("{command: [RCPT]}", "550 zq")).isFalse();
        assertThat(claims("{command: [RCPT, OTHER]}", "550 zq")).isTrue();
        assertThat(claims("{command: [MAIL]}", "550 zq", rcpt)).isFalse();
    }

    @Test
    void sessionConditionsMustBeKnown() {
        ReplyContext plain = ReplyContext.builder().tls(Known.NO).build();
        ReplyContext secure = ReplyContext.builder().tls(Known.YES).build();

        assertThat(claims("{tls: \"no\"}", "550 zq", plain)).isTrue();
        assertThat(claims("{tls: no}", "550 zq", plain)).isTrue();
        assertThat(claims("{tls: \"no\"}", "550 zq", secure)).isFalse();
        assertThat(claims("{tls: \"no\"}", "550 zq")).isFalse();
        assertThat(claims(
                        "{auth-offered: \"yes\", starttls-offered: \"no\", auth: \"no\"}",
                        "550 zq",
                        ReplyContext.builder()
                                .authOffered(Known.YES)
                                .starttlsOffered(Known.NO)
                                .authenticated(Known.NO)
                                .build()))
                .isTrue();
    }

    @Test
    void earlierRefusal() {
        ReplyContext after = ReplyContext.builder().earlierCause("relay-denied").build();

        assertThat(claims("{earlier: [relay-denied]}", "550 zq", after)).isTrue();
        assertThat(claims("{earlier: any}", "550 zq", after)).isTrue();
        assertThat(claims("{earlier: [spf]}", "550 zq", after)).isFalse();
        assertThat(claims("{earlier: [any]}", "550 zq")).isFalse();
    }

    @Test
    void providersAreKnownByHostTextAndGreeting() {
        String when = "{any: [blue moon], provider: [google]}";

        assertThat(claims(when, "550 blue moon")).isFalse();
        assertThat(claims(when, "550 blue moon - gsmtp")).isTrue();
        assertThat(claims(
                        when,
                        "550 blue moon",
                        ReplyContext.builder().server("smtp.GMAIL.com.").build()))
                .isTrue();
        assertThat(claims(
                        when,
                        "550 blue moon",
                        ReplyContext.builder().server("notgmail.com").build()))
                .isFalse();
        ReplyContext greeted = ReplyContext.builder()
                .greeting("mx.example.org ESMTP x1 - gsmtp")
                .build();
        assertThat(claims(when, "550 blue moon", greeted)).isTrue();
        assertThat(claims(when, "550 blue moon", greeted)).isTrue();
    }

    @Test
    void aPositiveReplyIsNoRefusalWhateverItsWords() {
        assertThat(claims("{any: [blue moon]}", "250 blue moon")).isFalse();
        assertThat(claims("{any: [blue moon], code: [\"250\"]}", "250 blue moon"))
                .isTrue();
    }

    @Test
    void firstMatchWinsAndOverridesCount() {
        RuleSet rules = RuleSet.parse(
                "- id: one\n  cause: virus\n  when: {any: [blue moon]}\n  retry: later\n  actor: provider\n"
                        + "  url: https://example.com/x\n  reference: house rule\n  advice: Wait for the blue moon.\n"
                        + "- id: two\n  cause: spf\n  when: {any: [moon]}\n",
                "test");
        Classification found = ReplyClassifier.withRules(rules)
                .classify(ReplyParser.parse("550 5.1.1 blue moon"), ReplyContext.UNKNOWN);

        assertThat(found.rule()).isEqualTo("one");
        assertThat(found.retry()).isEqualTo(RetryAction.LATER);
        assertThat(found.actor()).isEqualTo(Actor.PROVIDER);
        assertThat(found.url()).isEqualTo("https://example.com/x");
        assertThat(found.reference()).isEqualTo("house rule");
        assertThat(found.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(new AdviceWriter(dev.replywise.catalog.Messages.of("en")).write(found, java.util.Map.of()))
                .isEqualTo("Wait for the blue moon.");
    }

    @Test
    void confidenceSaysWhatTheCauseRestsOn() {
        assertThat(confidence("{enhanced: [\"5.9.9\"], code: [\"550\"]}")).isEqualTo(Confidence.MEDIUM);
        assertThat(confidence("{code: [\"550\"]}")).isEqualTo(Confidence.LOW);
        assertThat(confidence("{any: [zq]}")).isEqualTo(Confidence.HIGH);
    }

    private static Confidence confidence(String when) {
        RuleSet rules = RuleSet.parse("- id: mine\n  cause: virus\n  when: " + when + "\n", "test");
        return ReplyClassifier.withRules(rules)
                .classify(ReplyParser.parse("550 5.9.9 zq"), ReplyContext.UNKNOWN)
                .confidence();
    }
}
