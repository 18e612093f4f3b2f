package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.Messages;
import dev.replywise.catalog.ReplyCatalog;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every built-in rule claims its own samples, and none is without, dead or hidden by another. */
class BuiltInRulesTest {
    private static final RuleSet RULES = RuleSet.builtInWithSamples();

    @Test
    void allRulesCanBeUsed() {
        assertThat(RULES.problems()).isEmpty();
        assertThat(RuleSet.builtIn().ids()).containsExactlyElementsOf(RULES.ids());
    }

    /** Only this file is read before the first refusal. */
    @Test
    void rulesForPositiveRepliesStandInOneFile() {
        List<String> ofAllFiles = Knowledge.ofRulesOnly(RULES.rules()).rulesFor(ReplyClass.POSITIVE).stream()
                .map(Rule::id)
                .collect(Collectors.toList());

        assertThat(ofAllFiles)
                .isNotEmpty()
                .containsExactlyElementsOf(RuleSet.builtInForPositive().ids());
    }

    @Test
    void everyRuleHasASampleAndClaimsIt() {
        ReplyClassifier classifier = ReplyClassifier.builtIn();
        List<String> wrong = new ArrayList<>();
        for (Rule rule : RULES.rules()) {
            if (rule.samples().isEmpty()) {
                wrong.add(rule.id() + " has no sample");
            }
            for (Rule.Sample sample : rule.samples()) {
                SmtpReply reply = ReplyParser.parse(sample.reply());
                Classification found = classifier.classify(reply, sample.context());
                if (!found.rule().equals(rule.id())) {
                    wrong.add(rule.id() + ": " + found.rule() + " claims " + sample.reply());
                }
                assertThat(found.replyClass()).isEqualTo(reply.replyClass());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noRuleIsDeadOrShadowed() {
        List<String> findings = RuleCheck.check(RULES.rules(), new ArrayList<>()).stream()
                .filter(finding -> finding.kind() != RuleFinding.Kind.OVERLAPPING)
                .map(RuleFinding::toString)
                .collect(Collectors.toList());

        assertThat(findings).isEmpty();
    }

    @Test
    void conditionsOfAllAdviceAreKnown() {
        ReplyCatalog catalog = ReplyCatalog.builtIn();

        assertThat(catalog.causes()).allSatisfy(cause -> new AdviceChooser(cause, Providers.builtIn()));
    }

    @Test
    void everySampleGetsAdviceWithAllItsValues() {
        AdviceWriter writer = new AdviceWriter(Messages.of("en"));
        for (Rule rule : RULES.rules()) {
            for (Rule.Sample sample : rule.samples()) {
                Classification found =
                        ReplyClassifier.builtIn().classify(ReplyParser.parse(sample.reply()), sample.context());
                String advice = writer.write(found, java.util.Map.of("code", "550"));

                assertThat(advice)
                        .as(sample.reply())
                        .isNotBlank()
                        .doesNotContain("{")
                        .contains(" ");
            }
        }
    }
}
