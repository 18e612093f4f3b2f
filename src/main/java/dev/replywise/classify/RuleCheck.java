package dev.replywise.classify;

import dev.replywise.classify.ReplyContext.Known;
import dev.replywise.classify.RuleFinding.Kind;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for rules that do not do what their author meant: dead, shadowed and overlapping ones. Stateless. */
public final class RuleCheck {
    private static final int MAX_NAMED = 3;

    private RuleCheck() {}

    /** What is odd about a user's rules, among themselves and before the built-in ones; in the order of the file. */
    public static List<RuleFinding> check(RuleSet userRules) {
        return check(userRules.rules(), RuleSet.builtInWithSamples().rules());
    }

    /** What is odd about rules that others stand behind. */
    static List<RuleFinding> check(List<Rule> rules, List<Rule> behind) {
        List<RuleFinding> findings = new ArrayList<>();
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(behind);
        Knowledge whole = Knowledge.ofRulesOnly(all);
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            String dead = whyDead(rule);
            if (!dead.isEmpty()) {
                findings.add(RuleFinding.create(Kind.DEAD, rule, dead));
                continue;
            }
            Rule shadow = firstCovering(rules, i);
            if (shadow != null) {
                findings.add(RuleFinding.create(
                        Kind.SHADOWED, rule, "'" + shadow.id() + "' stands before it and matches all that it matches"));
                continue;
            }
            Set<String> others = overlapping(rule, all, i, whole);
            if (!others.isEmpty()) {
                findings.add(RuleFinding.create(
                        Kind.OVERLAPPING, rule, "some replies fit " + named(others) + " too; the first rule decides"));
            }
        }
        return findings;
    }

    /** Why no reply can satisfy a rule; empty when one can. */
    static String whyDead(Rule rule) {
        if (!rule.codes().isEmpty() && !admitsReplies(rule.codes())) {
            return "no reply code begins so";
        }
        for (Phrase excluded : rule.none()) {
            for (List<Phrase> set : needed(rule)) {
                if (allHold(set, excluded)) {
                    return "'none' excludes what another condition demands: " + excluded.text();
                }
            }
        }
        return "";
    }

    private static boolean admitsReplies(List<CodePattern> codes) {
        for (CodePattern code : codes) {
            for (int digit = 2; digit <= 5; digit++) {
                if (code.admits(digit)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Each phrase that must stand in the text, or set of which one must. */
    private static List<List<Phrase>> needed(Rule rule) {
        List<List<Phrase>> needed = new ArrayList<>(rule.anySets());
        for (Phrase phrase : rule.all()) {
            needed.add(Collections.singletonList(phrase));
        }
        return needed;
    }

    /** Whether every phrase of a set has another one within it. */
    private static boolean allHold(List<Phrase> set, Phrase within) {
        for (Phrase phrase : set) {
            if (!within.isWithin(phrase)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Rule firstCovering(List<Rule> rules, int index) {
        for (int i = 0; i < index; i++) {
            if (covers(rules.get(i), rules.get(index))) {
                return rules.get(i);
            }
        }
        return null;
    }

    /** Whether every reply that the second rule matches is matched by the first. Says no where it cannot tell. */
    static boolean covers(Rule first, Rule second) {
        return coversCodes(first.codes(), second.codes())
                && coversEnhanced(first.enhanced(), second.enhanced())
                && coversAll(first.commands(), second.commands())
                && coversAll(first.providers(), second.providers())
                && covers(first.tls(), second.tls())
                && covers(first.authenticated(), second.authenticated())
                && covers(first.starttlsOffered(), second.starttlsOffered())
                && covers(first.authOffered(), second.authOffered())
                && (coversAll(first.earlier(), second.earlier())
                        || (first.earlier().contains("any") && !second.earlier().isEmpty()))
                && coversPhrases(first, second)
                && coversNone(first.none(), second.none());
    }

    private static boolean covers(Known first, Known second) {
        return first == Known.UNKNOWN || first == second;
    }

    private static <T> boolean coversAll(Collection<T> first, Collection<T> second) {
        return first.isEmpty() || (!second.isEmpty() && first.containsAll(second));
    }

    private static boolean coversCodes(List<CodePattern> first, List<CodePattern> second) {
        for (CodePattern narrow : second) {
            boolean covered = first.isEmpty();
            for (CodePattern wide : first) {
                covered |= wide.covers(narrow);
            }
            if (!covered) {
                return false;
            }
        }
        return first.isEmpty() || !second.isEmpty();
    }

    private static boolean coversEnhanced(List<EnhancedPattern> first, List<EnhancedPattern> second) {
        for (EnhancedPattern narrow : second) {
            boolean covered = first.isEmpty();
            for (EnhancedPattern wide : first) {
                covered |= wide.covers(narrow);
            }
            if (!covered) {
                return false;
            }
        }
        return first.isEmpty() || !second.isEmpty();
    }

    private static boolean coversPhrases(Rule first, Rule second) {
        for (List<Phrase> wanted : needed(first)) {
            boolean implied = false;
            for (List<Phrase> given : needed(second)) {
                implied |= impliesOneOf(given, wanted);
            }
            if (!implied) {
                return false;
            }
        }
        return true;
    }

    private static boolean impliesOneOf(List<Phrase> given, List<Phrase> wanted) {
        for (Phrase phrase : given) {
            boolean implied = false;
            for (Phrase candidate : wanted) {
                implied |= candidate.isWithin(phrase);
            }
            if (!implied) {
                return false;
            }
        }
        return true;
    }

    private static boolean coversNone(List<Phrase> first, List<Phrase> second) {
        for (Phrase excluded : first) {
            boolean excludedToo = false;
            for (Phrase phrase : second) {
                excludedToo |= phrase.isWithin(excluded);
            }
            if (!excludedToo) {
                return false;
            }
        }
        return true;
    }

    /** Rules of another cause that match a sample of this one, or whose sample this one matches. */
    private static Set<String> overlapping(Rule rule, List<Rule> all, int index, Knowledge whole) {
        Set<String> others = new LinkedHashSet<>();
        for (Rule.Sample sample : samples(rule)) {
            for (Rule other : whole.allMatching(ReplyParser.parse(sample.reply()), sample.context())) {
                if (!other.id().equals(rule.id()) && !other.causeId().equals(rule.causeId())) {
                    others.add(other.id());
                }
            }
        }
        Knowledge alone = Knowledge.ofRulesOnly(Collections.singletonList(rule));
        for (int i = index + 1; i < all.size(); i++) {
            Rule other = all.get(i);
            for (Rule.Sample sample : other.samples()) {
                SmtpReply reply = ReplyParser.parse(sample.reply());
                if (!other.causeId().equals(rule.causeId())
                        && !alone.allMatching(reply, sample.context()).isEmpty()) {
                    others.add(other.id());
                }
            }
        }
        return others;
    }

    /** A rule's samples; without any, a reply made of its conditions. */
    private static List<Rule.Sample> samples(Rule rule) {
        if (!rule.samples().isEmpty()) {
            return rule.samples();
        }
        StringBuilder reply = new StringBuilder(
                rule.codes().isEmpty() ? "550" : rule.codes().get(0).toString().replace('x', '0'));
        for (List<Phrase> set : needed(rule)) {
            reply.append(' ').append(set.get(0).text());
        }
        SmtpCommand command = rule.commands().isEmpty()
                ? SmtpCommand.OTHER
                : rule.commands().iterator().next();
        return Collections.singletonList(Rule.Sample.create(reply.toString(), ReplyContext.of(command)));
    }

    private static String named(Set<String> ids) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (String id : ids) {
            if (count++ == MAX_NAMED) {
                return text + " and " + (ids.size() - MAX_NAMED) + " more";
            }
            text.append(text.length() == 0 ? "'" : ", '").append(id).append('\'');
        }
        return text.toString();
    }
}
