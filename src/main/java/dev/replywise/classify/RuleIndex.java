package dev.replywise.classify;

import dev.replywise.classify.ReplyContext.Known;
import dev.replywise.reply.EnhancedStatusCode;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rules made ready for matching: one automaton for all phrases, and for each phrase and each code the few rules that it
 * can decide, so that only those are looked at. Immutable and thread-safe.
 *
 * <p>A condition here is a set of phrases of which one must stand in the text. It is a bit, which the first of its
 * phrases sets, so that what a rule costs does not depend on how many phrases it knows.
 */
final class RuleIndex {
    private static final int[] NONE = {};
    private static final int CODES = 1000;
    private static final int UNASKED = -2;

    private final List<Rule> rules;
    private final Compiled[] compiled;
    private final Providers providers;
    private final BlockLists lists;
    private final PhraseMatcher matcher;
    /** For each phrase of rules the conditions that it fulfils. */
    private final int[][] conditions;
    /** For each condition the rules to look at when it is fulfilled. */
    private final int[][] triggered;
    /** The phrases from here on name providers; from {@link #listBase}, block lists. */
    private final int providerBase;

    private final int listBase;
    /** The phrases from here on are those of {@link WaitTime#wordsWithoutNumber}. */
    private final int waitBase;

    private final int[] phraseOwners;
    private final boolean needsText;
    /** For each reply code, the rules without phrases that do not name whole enhanced codes, as bits. */
    private final long[][] rulesOfCodeAlone = new long[CODES][];

    /** For each reply code, all rules that are for it, as bits. */
    private final long[][] rulesForCode = new long[CODES][];

    /** The enhanced codes that decide without phrases, in order, and the rules that they decide. */
    private final int[] enhancedKeys;

    private final int[][] enhancedRules;

    /**
     * @param rules in the order in which they are tried
     * @param namedLists whether block lists are looked for too
     */
    RuleIndex(List<Rule> rules, Providers providers, BlockLists lists, boolean namedLists) {
        this.rules = rules;
        this.providers = providers;
        this.lists = lists;
        Conditions known = new Conditions();
        Map<List<CodePattern>, IntList> byCode = new HashMap<>();
        TreeMap<Integer, IntList> byEnhanced = new TreeMap<>();
        List<IntList> byCondition = new ArrayList<>();
        compiled = new Compiled[rules.size()];
        for (int i = 0; i < compiled.length; i++) {
            Rule rule = rules.get(i);
            Compiled c = new Compiled(rule, providers, known);
            compiled[i] = c;
            if (rule.hasPhrases()) {
                while (byCondition.size() < known.size()) {
                    byCondition.add(new IntList());
                }
                byCondition.get(known.rarest(rule)).add(i);
            } else if (c.enhancedKeys.length > 0) {
                for (int key : c.enhancedKeys) {
                    byEnhanced.computeIfAbsent(key, k -> new IntList()).add(i);
                }
            } else {
                byCode.computeIfAbsent(rule.codes(), k -> new IntList()).add(i);
            }
        }
        conditions = known.ofPhrases();
        triggered = new int[known.size()][];
        for (int i = 0; i < triggered.length; i++) {
            triggered[i] = i < byCondition.size() ? byCondition.get(i).toArray() : NONE;
        }
        List<Phrase> phrases = known.phrases();
        providerBase = phrases.size();
        phrases.addAll(providers.phrases());
        listBase = phrases.size();
        if (namedLists) {
            phrases.addAll(lists.phrases());
        }
        waitBase = phrases.size();
        if (namedLists) {
            phrases.addAll(WaitTime.wordsWithoutNumber());
        }
        phraseOwners = new int[phrases.size()];
        for (int i = providerBase; i < listBase; i++) {
            phraseOwners[i] = providers.owner(i - providerBase);
        }
        for (int i = listBase; i < waitBase; i++) {
            phraseOwners[i] = lists.owner(i - listBase);
        }
        matcher = new PhraseMatcher(phrases);
        needsText = providerBase > 0 || namedLists || anyProvider();
        addRulesOfCodes(byCode);
        enhancedKeys = new int[byEnhanced.size()];
        enhancedRules = new int[byEnhanced.size()][];
        int at = 0;
        for (Map.Entry<Integer, IntList> entry : byEnhanced.entrySet()) {
            enhancedKeys[at] = entry.getKey();
            enhancedRules[at++] = entry.getValue().toArray();
        }
    }

    /** Most codes are for the same rules as another one and share its rows. */
    private void addRulesOfCodes(Map<List<CodePattern>, IntList> withoutPhrases) {
        Map<List<CodePattern>, long[]> all = new HashMap<>();
        int words = (compiled.length >> 6) + 1;
        for (int i = 0; i < compiled.length; i++) {
            all.computeIfAbsent(rules.get(i).codes(), k -> new long[words])[i >> 6] |= 1L << i;
        }
        List<List<CodePattern>> patterns = new ArrayList<>(all.keySet());
        Map<BitSet, Integer> firstCode = new HashMap<>();
        for (int code = 0; code < CODES; code++) {
            BitSet fitting = new BitSet();
            for (int k = 0; k < patterns.size(); k++) {
                fitting.set(k, patterns.get(k).isEmpty() || matches(patterns.get(k), code));
            }
            Integer same = firstCode.putIfAbsent(fitting, code);
            if (same != null) {
                rulesForCode[code] = rulesForCode[same];
                rulesOfCodeAlone[code] = rulesOfCodeAlone[same];
                continue;
            }
            long[] bits = new long[words];
            long[] alone = new long[words];
            for (int k = fitting.nextSetBit(0); k >= 0; k = fitting.nextSetBit(k + 1)) {
                long[] more = all.getOrDefault(patterns.get(k), bits);
                for (int i = 0; i < words; i++) {
                    bits[i] |= more[i];
                }
                for (int rule : withoutPhrases
                        .getOrDefault(patterns.get(k), new IntList())
                        .toArray()) {
                    alone[rule >> 6] |= 1L << rule;
                }
            }
            rulesForCode[code] = bits;
            rulesOfCodeAlone[code] = alone;
        }
    }

    private boolean anyProvider() {
        for (Compiled rule : compiled) {
            if (rule.providers.length > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(List<CodePattern> patterns, int code) {
        for (CodePattern pattern : patterns) {
            if (pattern.matches(code)) {
                return true;
            }
        }
        return false;
    }

    /** A look at one reply. */
    Look look(SmtpReply reply, ReplyContext context) {
        return new Look(reply, context);
    }

    /** One reply in the making of its classification. Not thread-safe. */
    final class Look implements PhraseMatcher.Sink {
        private final ReplyContext context;
        private final long[] forCode;
        private final EnhancedStatusCode enhanced;
        /** The conditions that are fulfilled, as bits. */
        private final long[] fulfilled = new long[(triggered.length >> 6) + 1];
        /** The rules that may hold, as bits. */
        private final long[] candidates;
        /** The providers that the text names. */
        private @Nullable BitSet named;
        /** The provider of the server's name. */
        private int host = UNASKED;

        private int blockList = -1;
        private int blockListLetters;
        private int traits;
        private boolean mayWait;

        Look(SmtpReply reply, ReplyContext context) {
            this.context = context;
            int code = reply.code().value();
            forCode = rulesForCode[code];
            candidates = rulesOfCodeAlone[code].clone();
            enhanced = reply.enhancedStatusCode();
            if (needsText && !reply.lines().isEmpty()) {
                TextFolder folded = TextFolder.ofLines(reply.lines());
                traits = folded.traits();
                matcher.find(folded.chars(), folded.length(), this);
            }
            if (enhanced.isPresent()) {
                int at = Arrays.binarySearch(enhancedKeys, EnhancedPattern.key(enhanced.subject(), enhanced.detail()));
                if (at >= 0) {
                    consider(enhancedRules[at]);
                }
            }
        }

        @Override
        public void found(int phrase) {
            if (phrase >= providerBase) {
                name(phrase);
                return;
            }
            for (int condition : conditions[phrase]) {
                long bit = 1L << condition;
                if ((fulfilled[condition >> 6] & bit) == 0) {
                    fulfilled[condition >> 6] |= bit;
                    consider(triggered[condition]);
                }
            }
        }

        private void name(int phrase) {
            if (phrase < listBase) {
                if (named == null) {
                    named = new BitSet();
                }
                named.set(phraseOwners[phrase]);
                return;
            }
            if (phrase >= waitBase) {
                mayWait = true;
                return;
            }
            int letters = lists.phrases().get(phrase - listBase).text().length();
            if (letters > blockListLetters) {
                blockListLetters = letters;
                blockList = phraseOwners[phrase];
            }
        }

        private void consider(int[] numbers) {
            for (int number : numbers) {
                candidates[number >> 6] |= 1L << number;
            }
        }

        /** The position of the first rule that holds; -1 when none does. */
        int first() {
            return firstFrom(0);
        }

        /** The position of the first rule that holds, from a position on; -1 when none does. */
        int firstFrom(int start) {
            for (int word = start >> 6; word < candidates.length; word++) {
                long bits = candidates[word] & forCode[word];
                if (word == start >> 6) {
                    bits &= -1L << start;
                }
                for (; bits != 0; bits &= bits - 1) {
                    int number = (word << 6) + Long.numberOfTrailingZeros(bits);
                    if (holds(compiled[number])) {
                        return number;
                    }
                }
            }
            return -1;
        }

        private boolean holds(Compiled rule) {
            return rule.matchesCommand(context.command())
                    && rule.matchesEnhanced(enhanced)
                    && fulfilsAll(rule.wanted)
                    && fulfilsNone(rule.unwanted)
                    && rule.matchesSession(context)
                    && (rule.providers.length == 0 || isProvider(rule.providers));
        }

        private boolean fulfilsAll(int[] wanted) {
            for (int condition : wanted) {
                if ((fulfilled[condition >> 6] >>> condition & 1) == 0) {
                    return false;
                }
            }
            return true;
        }

        private boolean fulfilsNone(int[] unwanted) {
            for (int condition : unwanted) {
                if ((fulfilled[condition >> 6] >>> condition & 1) != 0) {
                    return false;
                }
            }
            return true;
        }

        /** Whether one of some providers is answering, by its host, the text or the greeting. */
        boolean isProvider(int[] wanted) {
            if (!context.server().isEmpty()) {
                if (host == UNASKED) {
                    host = providers.ofHost(context.server());
                }
                for (int provider : wanted) {
                    if (provider == host) {
                        return true;
                    }
                }
            }
            if (named != null && containsAny(named, wanted)) {
                return true;
            }
            return !context.greeting().isEmpty() && containsAny(providers.ofGreeting(context.greeting()), wanted);
        }

        private boolean containsAny(BitSet some, int[] wanted) {
            for (int number : wanted) {
                if (some.get(number)) {
                    return true;
                }
            }
            return false;
        }

        /** Which characters the text holds, as {@link TextFolder#traits}. */
        int traits() {
            return traits;
        }

        /** Whether the text may name a time without a digit: "an hour". */
        boolean mayWait() {
            return mayWait;
        }

        /** The block list that the text names with the most letters; -1 when it names none. */
        int blockList() {
            return blockList;
        }
    }

    List<Rule> rules() {
        return rules;
    }

    PhraseMatcher matcher() {
        return matcher;
    }

    /** The conditions of rules on texts, by their numbers. Used while an index is made. */
    private static final class Conditions {
        private final Map<List<Phrase>, Integer> numbers = new HashMap<>();
        private final List<List<Phrase>> all = new ArrayList<>();

        /** The number of the condition that one of some phrases stands in the text. */
        int number(List<Phrase> anyOf) {
            Integer known = numbers.putIfAbsent(anyOf, all.size());
            if (known == null) {
                all.add(anyOf);
                return all.size() - 1;
            }
            return known;
        }

        int size() {
            return all.size();
        }

        /** Of the conditions without which a rule does not hold the one that is rarest, as its phrases are longest. */
        int rarest(Rule rule) {
            int best = -1;
            int longest = -1;
            for (Phrase phrase : rule.all()) {
                if (phrase.text().length() > longest) {
                    longest = phrase.text().length();
                    best = number(Collections.singletonList(phrase));
                }
            }
            for (List<Phrase> set : rule.anySets()) {
                int shortest = Integer.MAX_VALUE;
                for (Phrase phrase : set) {
                    shortest = Math.min(shortest, phrase.text().length());
                }
                if (shortest > longest) {
                    longest = shortest;
                    best = number(set);
                }
            }
            return best;
        }

        /** All phrases, each once. */
        List<Phrase> phrases() {
            Set<Phrase> phrases = new LinkedHashSet<>();
            for (List<Phrase> condition : all) {
                phrases.addAll(condition);
            }
            return new ArrayList<>(phrases);
        }

        /** For each of {@link #phrases} its conditions. */
        int[][] ofPhrases() {
            Map<Phrase, IntList> found = new LinkedHashMap<>();
            for (int i = 0; i < all.size(); i++) {
                for (Phrase phrase : all.get(i)) {
                    found.computeIfAbsent(phrase, p -> new IntList(1)).add(i);
                }
            }
            int[][] ofPhrases = new int[found.size()][];
            int at = 0;
            for (IntList numbersOfPhrase : found.values()) {
                ofPhrases[at++] = numbersOfPhrase.toArray();
            }
            return ofPhrases;
        }
    }

    /** A rule whose conditions are numbers. */
    private static final class Compiled {
        /** Conditions of which each must be fulfilled, and such of which none may. */
        final int[] wanted;

        final int[] unwanted;
        final int[] providers;
        final int[] enhancedKeys;
        private final EnhancedPattern[] enhanced;
        private final int commands;
        private final Rule rule;
        private final boolean live;

        Compiled(Rule rule, Providers known, Conditions conditions) {
            this.rule = rule;
            IntList numbers = new IntList();
            for (Phrase phrase : rule.all()) {
                numbers.add(conditions.number(Collections.singletonList(phrase)));
            }
            for (List<Phrase> set : rule.anySets()) {
                numbers.add(conditions.number(set));
            }
            wanted = numbers.toArray();
            unwanted = rule.none().isEmpty() ? NONE : new int[] {conditions.number(rule.none())};
            providers = known.numbers(rule.providers());
            enhanced = rule.enhanced().toArray(new EnhancedPattern[0]);
            int bits = 0;
            for (SmtpCommand command : rule.commands()) {
                bits |= 1 << command.ordinal();
            }
            commands = bits;
            live = rule.hasLiveConditions();
            int[] keys = new int[enhanced.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = enhanced[i].key();
                if (keys[i] < 0) {
                    keys = NONE;
                    break;
                }
            }
            enhancedKeys = keys;
        }

        boolean matchesEnhanced(EnhancedStatusCode code) {
            for (EnhancedPattern pattern : enhanced) {
                if (pattern.matches(code)) {
                    return true;
                }
            }
            return enhanced.length == 0;
        }

        boolean matchesCommand(SmtpCommand command) {
            return commands == 0 || (commands & (1 << command.ordinal())) != 0;
        }

        boolean matchesSession(ReplyContext context) {
            return !live
                    || (fits(rule.tls(), context.tls())
                            && fits(rule.authenticated(), context.authenticated())
                            && fits(rule.starttlsOffered(), context.starttlsOffered())
                            && fits(rule.authOffered(), context.authOffered())
                            && fitsEarlier(context.earlierCause()));
        }

        private boolean fitsEarlier(String cause) {
            return rule.earlier().isEmpty()
                    || (!cause.isEmpty()
                            && (rule.earlier().contains("any") || rule.earlier().contains(cause)));
        }

        private static boolean fits(Known wanted, Known known) {
            return wanted == Known.UNKNOWN || wanted == known;
        }
    }
}
