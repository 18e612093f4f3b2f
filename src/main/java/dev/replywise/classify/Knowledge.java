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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rules, catalogue and facts put together for classifying. Thread-safe. The many rules for refusals are made ready when
 * the first refusal comes: a service whose mail is accepted does without.
 */
final class Knowledge {
    private static final String SUCCESS = "success";

    private final Providers providers;
    private final FactReader factReader;
    private final Map<String, AdviceChooser> advice = new HashMap<>();
    private final Side positive;
    private final Supplier<RuleSet> rulesForRefusals;
    private final BlockLists lists;
    private volatile @Nullable Side refusal;
    private final @Nullable Verdict[] codes = new Verdict[1000];
    private final Map<Integer, Verdict> enhanced = new HashMap<>();
    private final Verdict undetermined;
    private final Verdict malformed;
    private final Verdict unknownPositive;
    private final Verdict unknownIntermediate;

    /**
     * @param rulesForPositive holds at least all rules for positive replies
     * @param rulesForRefusals gives, when the first refusal comes, at least all rules for refusals
     */
    private Knowledge(
            RuleSet rulesForPositive,
            Supplier<RuleSet> rulesForRefusals,
            ReplyCatalog catalog,
            Providers providers,
            BlockLists lists) {
        this.rulesForRefusals = rulesForRefusals;
        this.providers = providers;
        this.lists = lists;
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
        positive = new Side(sideOf(rulesForPositive, true), false);
    }

    private List<Rule> sideOf(RuleSet rules, boolean ofPositive) {
        List<Rule> side = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            boolean admitted;
            if (rule.codes().isEmpty()) {
                admitted = advice(rule.causeId()).cause().group().equals(SUCCESS) == ofPositive;
            } else {
                admitted = ofPositive ? admits(rule, 2) || admits(rule, 3) : admits(rule, 4) || admits(rule, 5);
            }
            if (admitted) {
                side.add(rule);
            }
        }
        return side;
    }

    /** The built-in knowledge with a user's rules before it. */
    static Knowledge of(RuleSet userRules) {
        return new Knowledge(
                userRules.and(RuleSet.builtInForPositive()),
                () -> userRules.and(BuiltInRules.RULES),
                ReplyCatalog.builtIn(),
                Providers.builtIn(),
                BlockLists.builtIn());
    }

    /** Nothing but some rules before the built-in catalogue. */
    static Knowledge ofRulesOnly(List<Rule> rules) {
        RuleSet only = RuleSet.of(rules);
        return new Knowledge(only, () -> only, ReplyCatalog.builtIn(), Providers.builtIn(), BlockLists.builtIn());
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
        Side side = side(replyClass);
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
        Side side = side(reply.replyClass());
        RuleIndex.Look look = side.index.look(reply, context);
        List<Rule> matching = new ArrayList<>();
        for (int i = look.firstFrom(0); i >= 0; i = look.firstFrom(i + 1)) {
            matching.add(side.index.rules().get(i));
        }
        return matching;
    }

    /** The rules that are tried for replies of a class. */
    List<Rule> rulesFor(ReplyClass replyClass) {
        return side(replyClass).index.rules();
    }

    private Side side(ReplyClass replyClass) {
        return replyClass == ReplyClass.POSITIVE ? positive : refusal();
    }

    /** Makes ready what else waits for the first refusal. */
    void prepare() {
        refusal();
    }

    private Side refusal() {
        Side ready = refusal;
        return ready == null ? makeRefusal() : ready;
    }

    private synchronized Side makeRefusal() {
        Side ready = refusal;
        if (ready == null) {
            ready = new Side(sideOf(rulesForRefusals.get(), false), true);
            refusal = ready;
        }
        return ready;
    }

    /** The rules that can apply to one side of replies. */
    private final class Side {
        final RuleIndex index;
        final Verdict[] verdicts;

        Side(List<Rule> rules, boolean namedLists) {
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
