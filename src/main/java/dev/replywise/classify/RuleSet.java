package dev.replywise.classify;

import dev.replywise.catalog.DataException;
import dev.replywise.catalog.DataItem;
import dev.replywise.catalog.DataReader;
import dev.replywise.catalog.ReplyCatalog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules in the order in which they are tried, and what was wrong with those that cannot be used: a broken rule does not
 * take the others with it. Immutable and thread-safe.
 */
public final class RuleSet {
    /** No rules. */
    public static final RuleSet EMPTY =
            new RuleSet(Collections.<Rule>emptyList(), Collections.<RuleProblem>emptyList());

    private static final Set<String> NOT_USED_AT_RUN_TIME = new HashSet<>(Arrays.asList("samples", "source"));
    private static final String POSITIVE = "positive.yaml";
    private static final long MAX_BYTES = 16L << 20;

    private final List<Rule> rules;
    private final List<RuleProblem> problems;

    private RuleSet(List<Rule> rules, List<RuleProblem> problems) {
        this.rules = Collections.unmodifiableList(rules);
        this.problems = Collections.unmodifiableList(problems);
    }

    /**
     * The rules of a user's file. Never throws: a file that cannot be read is a problem and no rules.
     *
     * @param file a YAML list of rules in UTF-8
     */
    public static RuleSet read(Path file) {
        try {
            File plain = file.toFile();
            if (plain.length() > MAX_BYTES) {
                return failed(file.toString(), "longer than " + (MAX_BYTES >> 20) + " MiB");
            }
            return parse(DataReader.decode(Files.readAllBytes(file)), file.toString());
        } catch (IOException e) {
            boolean missing = !Files.exists(file);
            return failed(
                    file.toString(),
                    missing ? "there is no such file" : "cannot be read: " + String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return failed(file.toString(), "cannot be read: " + e);
        }
    }

    /**
     * The rules of a text in the form of a rule file.
     *
     * @param name what problems call the file
     */
    public static RuleSet parse(String text, String name) {
        RuleReader reader =
                new RuleReader(ReplyCatalog.builtIn(), Providers.builtIn().ids(), name);
        List<Rule> rules = new ArrayList<>();
        List<RuleProblem> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Part part : parts(text)) {
            try {
                for (DataItem item : DataReader.read(part.text, part.linesBefore)) {
                    add(reader, item, ids, rules, problems, name);
                }
            } catch (DataException e) {
                problems.add(RuleProblem.create(name, e.line(), String.valueOf(e.getMessage())));
            }
        }
        return new RuleSet(rules, problems);
    }

    /** The rules that Replywise ships, without their samples. */
    static RuleSet builtIn() {
        return builtIn(NOT_USED_AT_RUN_TIME);
    }

    /** The rules that Replywise ships, with their samples. */
    static RuleSet builtInWithSamples() {
        return builtIn(Collections.<String>emptySet());
    }

    /**
     * Of the rules that Replywise ships those for positive replies, which all stand in one file: a service whose mail is
     * accepted does without the others.
     */
    static RuleSet builtInForPositive() {
        return builtIn(Collections.singletonList(POSITIVE), NOT_USED_AT_RUN_TIME);
    }

    private static RuleSet builtIn(Set<String> unread) {
        List<String> files = new ArrayList<>();
        for (String line : DataReader.resource("rules/order.txt").split("\n")) {
            String name = line.trim();
            if (!name.isEmpty() && !name.startsWith("#")) {
                files.add(name);
            }
        }
        return builtIn(files, unread);
    }

    private static RuleSet builtIn(List<String> files, Set<String> unread) {
        List<Rule> rules = new ArrayList<>();
        List<RuleProblem> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String name : files) {
            RuleReader reader =
                    new RuleReader(ReplyCatalog.builtIn(), Providers.builtIn().ids(), name);
            try {
                for (DataItem item : DataReader.builtIn("rules/" + name, unread)) {
                    add(reader, item, ids, rules, problems, name);
                }
            } catch (DataException e) {
                problems.add(RuleProblem.create(name, e.line(), String.valueOf(e.getMessage())));
            }
        }
        return new RuleSet(rules, problems);
    }

    private static void add(
            RuleReader reader,
            DataItem item,
            Set<String> ids,
            List<Rule> rules,
            List<RuleProblem> problems,
            String name) {
        try {
            Rule rule = reader.read(item);
            if (!ids.add(rule.id())) {
                problems.add(RuleProblem.create(name, item.line(), "a second rule '" + rule.id() + "'"));
                return;
            }
            rules.add(rule);
        } catch (DataException e) {
            problems.add(RuleProblem.create(name, e.line(), String.valueOf(e.getMessage())));
        }
    }

    static RuleSet of(List<Rule> rules) {
        return new RuleSet(new ArrayList<>(rules), Collections.<RuleProblem>emptyList());
    }

    private static RuleSet failed(String file, String reason) {
        return new RuleSet(
                Collections.<Rule>emptyList(), Collections.singletonList(RuleProblem.create(file, 0, reason)));
    }

    /** What is wrong in the file; empty when all is well. */
    public List<RuleProblem> problems() {
        return problems;
    }

    /** The ids of the usable rules, in order. */
    public Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        for (Rule rule : rules) {
            ids.add(rule.id());
        }
        return Collections.unmodifiableSet(ids);
    }

    List<Rule> rules() {
        return rules;
    }

    /** These rules, then the others. */
    RuleSet and(RuleSet others) {
        List<Rule> both = new ArrayList<>(rules);
        both.addAll(others.rules);
        List<RuleProblem> allProblems = new ArrayList<>(problems);
        allProblems.addAll(others.problems);
        return new RuleSet(both, allProblems);
    }

    /** Splits a file where its items begin, so that what is wrong in one item does not reach the others. */
    private static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        String[] lines = text.split("\r\n|\r|\n", -1);
        int indent = -1;
        int start = 0;
        for (int i = 0; i < lines.length; i++) {
            int blanks = 0;
            while (blanks < lines[i].length() && lines[i].charAt(blanks) == ' ') {
                blanks++;
            }
            boolean item = lines[i].startsWith("- ", blanks)
                    || lines[i].substring(blanks).equals("-");
            if (item && (indent < 0 || blanks <= indent)) {
                addPart(parts, lines, start, i);
                indent = indent < 0 ? blanks : indent;
                start = i;
            }
        }
        addPart(parts, lines, start, lines.length);
        return parts;
    }

    private static void addPart(List<Part> parts, String[] lines, int start, int end) {
        StringBuilder text = new StringBuilder();
        boolean blank = true;
        for (int i = start; i < end; i++) {
            String trimmed = lines[i].trim();
            boolean nothing = trimmed.isEmpty() || trimmed.startsWith("#") || trimmed.equals("---");
            blank &= nothing;
            // A document mark would hide the items behind it.
            text.append(trimmed.equals("---") ? "" : lines[i]).append('\n');
        }
        if (!blank) {
            parts.add(new Part(text.toString(), start));
        }
    }

    /** Some lines of a file. */
    private static final class Part {
        final String text;
        final int linesBefore;

        Part(String text, int linesBefore) {
            this.text = text;
            this.linesBefore = linesBefore;
        }
    }
}
