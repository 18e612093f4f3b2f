package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.classify.ReplyContext.Known;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** However the index gets there, it finds the rules that hold when each is held against the reply on its own. */
class RuleIndexTest {
    private static final RuleSet RULES = RuleSet.builtInWithSamples();
    private static final ReplyContext LIVE = ReplyContext.builder()
            .command(SmtpCommand.RCPT)
            .tls(Known.NO)
            .authenticated(Known.NO)
            .starttlsOffered(Known.YES)
            .authOffered(Known.YES)
            .earlierCause("mailbox-unknown")
            .server("smtp.gmail.com")
            .build();

    @Test
    void findsTheRulesThatHoldForEverySample() {
        Knowledge knowledge = ReplyClassifier.builtIn().knowledge();
        List<String> wrong = new ArrayList<>();
        for (Rule owner : RULES.rules()) {
            for (Rule.Sample sample : owner.samples()) {
                SmtpReply reply = ReplyParser.parse(sample.reply());
                Plain plain = new Plain(reply);
                for (ReplyContext context : List.of(sample.context(), ReplyContext.UNKNOWN, LIVE)) {
                    List<String> found = knowledge.allMatching(reply, context).stream()
                            .map(Rule::id)
                            .collect(Collectors.toList());
                    List<String> expected = knowledge.rulesFor(reply.replyClass()).stream()
                            .filter(rule -> plain.holds(rule, context))
                            .map(Rule::id)
                            .collect(Collectors.toList());
                    if (!found.equals(expected)) {
                        wrong.add(sample.reply() + ": " + found + " and not " + expected);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** One reply, looked at in the plainest way. */
    private static final class Plain {
        private final SmtpReply reply;
        private final String text;
        private final Map<Phrase, Boolean> known = new HashMap<>();

        Plain(SmtpReply reply) {
            this.reply = reply;
            text = TextFolder.ofLines(reply.lines()).toString();
        }

        boolean holds(Rule rule, ReplyContext context) {
            return (rule.codes().isEmpty()
                            || rule.codes().stream()
                                    .anyMatch(code -> code.matches(reply.code().value())))
                    && (rule.enhanced().isEmpty()
                            || rule.enhanced().stream().anyMatch(code -> code.matches(reply.enhancedStatusCode())))
                    && (rule.commands().isEmpty() || rule.commands().contains(context.command()))
                    && rule.all().stream().allMatch(this::has)
                    && rule.anySets().stream().allMatch(set -> set.stream().anyMatch(this::has))
                    && rule.none().stream().noneMatch(this::has)
                    && fits(rule.tls(), context.tls())
                    && fits(rule.authenticated(), context.authenticated())
                    && fits(rule.starttlsOffered(), context.starttlsOffered())
                    && fits(rule.authOffered(), context.authOffered())
                    && (rule.earlier().isEmpty()
                            || rule.earlier().contains(context.earlierCause())
                            || (rule.earlier().contains("any")
                                    && !context.earlierCause().isEmpty()))
                    && (rule.providers().isEmpty() || isProvider(rule.providers(), context));
        }

        private boolean isProvider(List<String> ids, ReplyContext context) {
            Providers providers = Providers.builtIn();
            for (int wanted : providers.numbers(ids)) {
                if (providers.ofHost(context.server()) == wanted) {
                    return true;
                }
                for (int i = 0; i < providers.phrases().size(); i++) {
                    if (providers.owner(i) == wanted && has(providers.phrases().get(i))) {
                        return true;
                    }
                }
            }
            return providers.ofGreeting(context.greeting()).stream()
                    .anyMatch(number -> contains(providers.numbers(ids), number));
        }

        private boolean has(Phrase phrase) {
            return known.computeIfAbsent(phrase, p -> PlainSearch.stands(p, text));
        }

        private static boolean contains(int[] numbers, int wanted) {
            for (int number : numbers) {
                if (number == wanted) {
                    return true;
                }
            }
            return false;
        }

        private static boolean fits(Known wanted, Known known) {
            return wanted == Known.UNKNOWN || wanted == known;
        }
    }

    @Test
    void everySideHasRules() {
        Knowledge knowledge = ReplyClassifier.builtIn().knowledge();

        assertThat(knowledge.rulesFor(ReplyClass.POSITIVE)).isNotEmpty();
        assertThat(knowledge.rulesFor(ReplyClass.PERMANENT)).hasSizeGreaterThan(300);
    }
}
