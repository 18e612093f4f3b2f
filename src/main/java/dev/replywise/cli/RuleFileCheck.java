package dev.replywise.cli;

import dev.replywise.classify.RuleCheck;
import dev.replywise.classify.RuleFinding;
import dev.replywise.classify.RuleProblem;
import dev.replywise.classify.RuleSet;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;

/** Reports what is wrong or odd about a user's rule file. Stateless. */
public final class RuleFileCheck {
    private static final String RULES = "rules";

    private RuleFileCheck() {}

    /**
     * Broken rules are failures; dead, shadowed and overlapping ones are warnings, as they may be meant.
     *
     * @param file the path as the user gave it; nothing is reported for an empty one
     */
    public static void report(String file, CheckReport report) {
        if (file.isEmpty()) {
            return;
        }
        RuleSet read;
        try {
            read = RuleSet.read(Paths.get(file));
        } catch (InvalidPathException noPath) {
            report.fail(RULES, file + " is no path: " + noPath.getReason());
            return;
        }
        for (RuleProblem problem : read.problems()) {
            report.fail(RULES, problem.toString());
        }
        for (RuleFinding finding : RuleCheck.check(read)) {
            report.warn(RULES, finding.toString());
        }
        int count = read.ids().size();
        report.ok(RULES, count + (count == 1 ? " rule" : " rules") + " of " + file + " stand before the built-in ones");
    }
}
