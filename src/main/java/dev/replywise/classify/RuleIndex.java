package dev.replywise.classify;

import dev.replywise.classify.ReplyContext.Known;
import dev.replywise.reply.EnhancedStatusCode;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules made ready for matching: one automaton for all phrases, and for each phrase and each code the few rules that it
 * can decide, so that only those are looked at. Immutable and thread-safe.
 */
final class RuleIndex {
    private static final int[] NO_RULES = {};
    /** First digits 0 (no code) to 5, then the rest. */
    private static final int CODES = 1000;

    private final List<Rule> rules;
    private final Compiled[] compiled;
    private final Providers providers;
    private final BlockLists lists;
    private final PhraseMatcher matcher;
    /** For each phrase, the rules to look at when it stands in the text. */
    private final int[][] phraseRules;
    /** The phrases from here on name providers; from {@link #listBase}, block lists. */
    private final int providerBase;

    private final int listBase;
    private final int[] phraseOwners;
    private final boolean needsText;
    /** For each reply code, the rules without phrases that do not name whole enhanced codes. */
    private final int[][] codeRules;

    private final Map<Integer, int[]> enhancedRules = new HashMap<>();

    /**
     * @param rules in the order in which they are tried
     * @param namedLists whether block lists are looked for too
     */
    RuleIndex(List<Rule> rules, Providers providers, BlockLists lists, boolean namedLists) {
        this.rules = rules;
        this.providers = providers;
        this.lists = lists;
        Map<Phrase, Integer> numbers = new HashMap<>();
        List<Phrase> phrases = new ArrayList<>();
        List<IntList> triggered = new ArrayList<>();
        Map<List<CodePattern>, IntList> byCode = new HashMap<>();
        Map<Integer, IntList> byEnhanced = new HashMap<>();
        compiled = new Compiled[rules.size()];
        for (int i = 0; i < compiled.length; i++) {
            Rule rule = rules.get(i);
            Compiled c = new Compiled(rule, providers, numbers, phrases);
            compiled[i] = c;
            while (triggered.size() < phrases.size()) {
                triggered.add(new IntList());
            }
            if (rule.hasPhrases()) {
                for (int phrase : c.triggers(phrases)) {
                    triggered.get(phrase).addOnce(i);
                }
            } else if (c.enhancedKeys.length > 0) {
                for (int key : c.enhancedKeys) {
                    byEnhanced.computeIfAbsent(key, k -> new IntList()).addOnce(i);
                }
            } else {
                byCode.computeIfAbsent(rule.codes(), k -> new IntList()).add(i);
            }
        }
        providerBase = phrases.size();
        phrases.addAll(providers.phrases());
        listBase = phrases.size();
        if (namedLists) {
            phrases.addAll(lists.phrases());
        }
        phraseOwners = new int[phrases.size()];
        for (int i = providerBase; i < listBase; i++) {
            phraseOwners[i] = providers.owner(i - providerBase);
        }
        for (int i = listBase; i < phrases.size(); i++) {
            phraseOwners[i] = lists.owner(i - listBase);
        }
        phraseRules = new int[phrases.size()][];
        for (int i = 0; i < phraseRules.length; i++) {
            phraseRules[i] = i < triggered.size() ? triggered.get(i).toArray() : NO_RULES;
        }
        matcher = new PhraseMatcher(phrases);
        needsText = providerBase > 0 || namedLists || anyProvider();
        codeRules = new int[CODES][];
        Map<BitSet, int[]> shared = new HashMap<>();
        List<List<CodePattern>> conditions = new ArrayList<>(byCode.keySet());
        for (int code = 0; code < CODES; code++) {
            BitSet fitting = new BitSet();
            for (int k = 0; k < conditions.size(); k++) {
                if (conditions.get(k).isEmpty() || matches(conditions.get(k), code)) {
                    fitting.set(k);
                }
            }
            int[] candidates = shared.get(fitting);
            if (candidates == null) {
                IntList all = new IntList();
                for (int k = fitting.nextSetBit(0); k >= 0; k = fitting.nextSetBit(k + 1)) {
                    all.addAll(byCode.getOrDefault(conditions.get(k), new IntList()));
                }
                candidates = all.toArray();
                Arrays.sort(candidates);
                shared.put(fitting, candidates);
            }
            codeRules[code] = candidates;
        }
        for (Map.Entry<Integer, IntList> entry : byEnhanced.entrySet()) {
            enhancedRules.put(entry.getKey(), entry.getValue().toArray());
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
        private final int code;
        private final EnhancedStatusCode enhanced;
        private final Hits hits = new Hits();
        private final IntList candidates = new IntList();

        Look(SmtpReply reply, ReplyContext context) {
            this.context = context;
            code = reply.code().value();
            enhanced = reply.enhancedStatusCode();
            if (needsText && !reply.lines().isEmpty()) {
                TextFolder folded = TextFolder.ofLines(reply.lines());
                matcher.find(folded.chars(), folded.length(), this);
            }
            candidates.addAll(codeRules[code]);
            if (enhanced.isPresent() && !enhancedRules.isEmpty()) {
                int[] more = enhancedRules.get(EnhancedPattern.key(enhanced.subject(), enhanced.detail()));
                if (more != null) {
                    candidates.addAll(more);
                }
            }
        }

        @Override
        public void found(int phrase) {
            if (hits.add(phrase)) {
                candidates.addAll(phraseRules[phrase]);
            }
        }

        /** The position of the first rule that holds; -1 when none does. */
        int first() {
            return firstFrom(0);
        }

        /** The position of the first rule that holds, from a position on; -1 when none does. */
        int firstFrom(int start) {
            int[] ordered = candidates.sorted();
            int previous = -1;
            for (int i = 0; i < candidates.size(); i++) {
                int rule = ordered[i];
                if (rule >= start && rule != previous && holds(compiled[rule])) {
                    return rule;
                }
                previous = rule;
            }
            return -1;
        }

        private boolean holds(Compiled rule) {
            return rule.matchesCode(code)
                    && rule.matchesEnhanced(enhanced)
                    && rule.matchesCommand(context.command())
                    && hits.containsAll(rule.all)
                    && hasAnyOfEach(rule.anySets)
                    && !hits.containsAny(rule.none)
                    && rule.matchesSession(context)
                    && matchesProvider(rule.providers);
        }

        private boolean hasAnyOfEach(int[][] sets) {
            for (int[] set : sets) {
                if (!hits.containsAny(set)) {
                    return false;
                }
            }
            return true;
        }

        private boolean matchesProvider(int[] wanted) {
            return wanted.length == 0 || isProvider(wanted);
        }

        /** Whether one of some providers is answering, by its host, the text or the greeting. */
        boolean isProvider(int[] wanted) {
            if (!context.server().isEmpty()) {
                int host = providers.ofHost(context.server());
                for (int provider : wanted) {
                    if (provider == host) {
                        return true;
                    }
                }
            }
            for (int i = 0; i < hits.size(); i++) {
                int hit = hits.get(i);
                if (hit >= providerBase && hit < listBase) {
                    for (int provider : wanted) {
                        if (provider == phraseOwners[hit]) {
                            return true;
                        }
                    }
                }
            }
            if (!context.greeting().isEmpty()) {
                BitSet greeting = providers.ofGreeting(context.greeting());
                for (int provider : wanted) {
                    if (greeting.get(provider)) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** The block list that the text names with the most letters; -1 when it names none. */
        int blockList() {
            int best = -1;
            int length = 0;
            for (int i = 0; i < hits.size(); i++) {
                int hit = hits.get(i);
                if (hit >= listBase) {
                    int letters = lists.phrases().get(hit - listBase).text().length();
                    if (letters > length) {
                        length = letters;
                        best = phraseOwners[hit];
                    }
                }
            }
            return best;
        }
    }

    List<Rule> rules() {
        return rules;
    }

    PhraseMatcher matcher() {
        return matcher;
    }

    /** A rule whose phrases are numbers. */
    private static final class Compiled {
        final int[][] anySets;
        final int[] all;
        final int[] none;
        final int[] providers;
        final int[] enhancedKeys;
        private final CodePattern[] codes;
        private final EnhancedPattern[] enhanced;
        private final int commands;
        private final Rule rule;
        private final boolean live;

        Compiled(Rule rule, Providers known, Map<Phrase, Integer> numbers, List<Phrase> phrases) {
            this.rule = rule;
            anySets = new int[rule.anySets().size()][];
            for (int i = 0; i < anySets.length; i++) {
                anySets[i] = intern(rule.anySets().get(i), numbers, phrases);
            }
            all = intern(rule.all(), numbers, phrases);
            none = intern(rule.none(), numbers, phrases);
            providers = known.numbers(rule.providers());
            codes = rule.codes().toArray(new CodePattern[0]);
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
                    keys = new int[0];
                    break;
                }
            }
            enhancedKeys = keys;
        }

        private static int[] intern(List<Phrase> written, Map<Phrase, Integer> numbers, List<Phrase> phrases) {
            int[] ids = new int[written.size()];
            for (int i = 0; i < ids.length; i++) {
                Phrase phrase = written.get(i);
                Integer number = numbers.get(phrase);
                if (number == null) {
                    number = phrases.size();
                    numbers.put(phrase, number);
                    phrases.add(phrase);
                }
                ids[i] = number;
            }
            return ids;
        }

        /** Phrases of which one must stand in the text: those of the condition that is rarest, as its phrases are longest. */
        int[] triggers(List<Phrase> phrases) {
            int[] best = all.length == 0 ? anySets[0] : all;
            int longest = -1;
            for (int phrase : all) {
                int length = phrases.get(phrase).text().length();
                if (length > longest) {
                    longest = length;
                    best = new int[] {phrase};
                }
            }
            for (int[] set : anySets) {
                int shortest = Integer.MAX_VALUE;
                for (int phrase : set) {
                    shortest = Math.min(shortest, phrases.get(phrase).text().length());
                }
                if (shortest > longest) {
                    longest = shortest;
                    best = set;
                }
            }
            return best;
        }

        boolean matchesCode(int code) {
            for (CodePattern pattern : codes) {
                if (pattern.matches(code)) {
                    return true;
                }
            }
            return codes.length == 0;
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

    /** A growing list of numbers. */
    static final class IntList {
        private int[] numbers = new int[8];
        private int count;

        void add(int number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            numbers[count++] = number;
        }

        /** Adds a number unless it is the last one already. */
        void addOnce(int number) {
            if (count == 0 || numbers[count - 1] != number) {
                add(number);
            }
        }

        void addAll(int[] more) {
            for (int number : more) {
                add(number);
            }
        }

        void addAll(IntList more) {
            for (int i = 0; i < more.count; i++) {
                add(more.numbers[i]);
            }
        }

        int size() {
            return count;
        }

        /** The numbers in order; what lies behind {@link #size()} is of no meaning. */
        int[] sorted() {
            if (count > 1) {
                Arrays.sort(numbers, 0, count);
            }
            return numbers;
        }

        int[] toArray() {
            return Arrays.copyOf(numbers, count);
        }
    }
}
