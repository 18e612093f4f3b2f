package dev.replywise.classify;

import dev.replywise.catalog.CatalogEntry;
import dev.replywise.catalog.Cause;
import dev.replywise.catalog.ReplyCatalog;
import dev.replywise.reply.EnhancedStatusCode;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpReply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules, catalogue and facts put together for classifying. Immutable and thread-safe. */
final class Knowledge {
    private static final String SUCCESS = "success";

    private final Providers providers;
    private final FactReader factReader;
    private final Map<String, AdviceChooser> advice = new HashMap<>();
    private final Side positive;
    private final Side refusal;
    private final @Nullable Verdict[] codes = new Verdict[1000];
    private final Map<Integer, Verdict> enhanced = new HashMap<>();
    private final Verdict undetermined;
    private final Verdict malformed;
    private final Verdict unknownPositive;
    private final Verdict unknownIntermediate;

    Knowledge(RuleSet rules, ReplyCatalog catalog, Providers providers, BlockLists lists) {
        this.providers = providers;
        factReader = new FactReader(lists);
        for (Cause cause : catalog.causes()) {
            advice.put(cause.id(), new AdviceChooser(cause, providers));
        }
        undetermined = Verdict.of("undetermined", Confidence.LOW, advice("undetermined"));
        malformed = Verdict.of("no-code", Confidence.LOW, advice("reply-malformed"));
        unknownPositive = Verdict.of("code-2yz", Confidence.LOW, advice("ok"));
        unknownIntermediate = Verdict.of("code-3yz", Confidence.LOW, advice("intermediate"));
        for (CatalogEntry entry : catalog.entries()) {
            if (entry.causeId().equals(undetermined.cause().id())) {
                continue;
            }
            if (entry.code().length() == 3) {
                codes[Integer.parseInt(entry.code())] =
                        Verdict.of(entry, "code-" + entry.code(), Confidence.LOW, advice(entry.causeId()));
            } else if (entry.code().charAt(0) == 'X') {
                for (char digit : new char[] {'2', '4', '5'}) {
                    addEnhanced(entry, digit + entry.code().substring(1), false);
                }
            } else {
                addEnhanced(entry, entry.code(), true);
            }
        }
        List<Rule> forPositive = new ArrayList<>();
        List<Rule> forRefusals = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            boolean success = advice(rule.causeId()).cause().group().equals(SUCCESS);
            if (admits(rule, 2) || admits(rule, 3) || (rule.codes().isEmpty() && success)) {
                forPositive.add(rule);
            }
            if (admits(rule, 4) || admits(rule, 5) || (rule.codes().isEmpty() && !success)) {
                forRefusals.add(rule);
            }
        }
        positive = new Side(forPositive, lists, false);
        refusal = new Side(forRefusals, lists, true);
    }

    /** The built-in knowledge with a user's rules before it. */
    static Knowledge of(RuleSet userRules) {
        return new Knowledge(
                userRules.and(BuiltInRules.RULES), ReplyCatalog.builtIn(), Providers.builtIn(), BlockLists.builtIn());
    }

    /** Nothing but some rules before the built-in catalogue. */
    static Knowledge ofRulesOnly(List<Rule> rules) {
        return new Knowledge(RuleSet.of(rules), ReplyCatalog.builtIn(), Providers.builtIn(), BlockLists.builtIn());
    }

    private void addEnhanced(CatalogEntry entry, String written, boolean exact) {
        Verdict verdict = Verdict.of(entry, "enhanced-" + written, Confidence.MEDIUM, advice(entry.causeId()));
        int key = key(EnhancedStatusCode.parse(written));
        if (exact) {
            enhanced.put(key, verdict);
        } else {
            enhanced.putIfAbsent(key, verdict);
        }
    }

    private static int key(EnhancedStatusCode code) {
        return (code.classDigit() * 1000 + code.subject()) * 1000 + code.detail();
    }

    private static boolean admits(Rule rule, int firstDigit) {
        for (CodePattern pattern : rule.codes()) {
            if (pattern.admits(firstDigit)) {
                return true;
            }
        }
        return false;
    }

    private AdviceChooser advice(String causeId) {
        AdviceChooser found = advice.get(causeId);
        if (found == null) {
            found = advice.get("undetermined");
        }
        if (found == null) {
            throw new IllegalArgumentException("the catalogue has no cause 'undetermined'");
        }
        return found;
    }

    Classification classify(SmtpReply reply, ReplyContext context) {
        ReplyClass replyClass = reply.replyClass();
        Side side = replyClass == ReplyClass.POSITIVE ? positive : refusal;
        RuleIndex.Look look = side.index.look(reply, context);
        int rule = look.first();
        Verdict verdict = rule >= 0 ? side.verdicts[rule] : byCode(reply, replyClass);
        Map<Fact, String> facts = factReader.read(reply, context, verdict.cause(), look);
        return verdict.classification(
                replyClass, facts, new AdviceChooser.Situation(replyClass, reply, context, facts, look));
    }

    Classification withoutReply(String causeId, ReplyContext context) {
        Map<Fact, String> facts = Collections.emptyMap();
        RuleIndex.Look look = positive.index.look(SmtpReply.NONE, context);
        return Verdict.of("no-reply", Confidence.HIGH, advice(causeId))
                .classification(
                        ReplyClass.NONE,
                        facts,
                        new AdviceChooser.Situation(ReplyClass.NONE, SmtpReply.NONE, context, facts, look));
    }

    private Verdict byCode(SmtpReply reply, ReplyClass replyClass) {
        if (reply.enhancedStatusCode().isPresent()) {
            Verdict byStatus = enhanced.get(key(reply.enhancedStatusCode()));
            if (byStatus != null && fits(byStatus, replyClass)) {
                return byStatus;
            }
        }
        Verdict byCode = codes[reply.code().value()];
        if (byCode != null) {
            return byCode;
        }
        if (replyClass == ReplyClass.POSITIVE) {
            return reply.code().value() < 300 ? unknownPositive : unknownIntermediate;
        }
        return replyClass == ReplyClass.NONE && reply.isPresent() ? malformed : undetermined;
    }

    /** A status that says success in a refusal, or the reverse, tells nothing: the first digit decides. */
    private static boolean fits(Verdict verdict, ReplyClass replyClass) {
        return verdict.cause().group().equals(SUCCESS) == (replyClass == ReplyClass.POSITIVE);
    }

    /** All rules that hold for a reply, in the order in which they are tried; for checks of rule files. */
    List<Rule> allMatching(SmtpReply reply, ReplyContext context) {
        Side side = reply.replyClass() == ReplyClass.POSITIVE ? positive : refusal;
        RuleIndex.Look look = side.index.look(reply, context);
        List<Rule> matching = new ArrayList<>();
        for (int i = look.firstFrom(0); i >= 0; i = look.firstFrom(i + 1)) {
            matching.add(side.index.rules().get(i));
        }
        return matching;
    }

    /** The rules that can apply to one side of replies. */
    private final class Side {
        final RuleIndex index;
        final Verdict[] verdicts;

        Side(List<Rule> rules, BlockLists lists, boolean namedLists) {
            index = new RuleIndex(rules, providers, lists, namedLists);
            verdicts = new Verdict[rules.size()];
            for (int i = 0; i < verdicts.length; i++) {
                verdicts[i] = Verdict.of(rules.get(i), advice(rules.get(i).causeId()));
            }
        }
    }

    /** Holds the data back until somebody asks for it. */
    private static final class BuiltInRules {
        static final RuleSet RULES = RuleSet.builtIn();
    }
}
