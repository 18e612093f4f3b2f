package dev.replywise.classify;

import dev.replywise.reply.SmtpReply;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cause of replies. Thread-safe; its time is linear to the text, whatever the text is. It does not change,
 * unless it was made to follow a rule file.
 */
public final class ReplyClassifier {
    private volatile Knowledge knowledge;
    private final @Nullable RuleFile followed;

    private ReplyClassifier(Knowledge knowledge) {
        this.knowledge = knowledge;
        followed = null;
    }

    private ReplyClassifier(RuleFile file) {
        knowledge = Knowledge.of(file.rules());
        followed = file;
    }

    /** The classifier of the built-in rules; made once and shared. */
    public static ReplyClassifier builtIn() {
        return BuiltIn.CLASSIFIER;
    }

    /** A classifier that tries the user's rules before the built-in ones. */
    public static ReplyClassifier withRules(RuleSet userRules) {
        return new ReplyClassifier(Knowledge.of(userRules));
    }

    /**
     * A classifier that tries the rules of a file before the built-in ones, and reads the file again soon after it has
     * changed. Classifying never waits for that.
     *
     * @param file a YAML list of rules in UTF-8; may come into being later
     * @param problems told each problem of the file in one line, now and after each change; must be thread-safe
     */
    public static ReplyClassifier following(Path file, Consumer<String> problems) {
        return new ReplyClassifier(new RuleFile(file, problems));
    }

    static ReplyClassifier following(RuleFile file) {
        return new ReplyClassifier(file);
    }

    /** What a reply means in its context; never throws. */
    public Classification classify(SmtpReply reply, ReplyContext context) {
        refresh();
        return knowledge.classify(reply, context);
    }

    /**
     * Looks, at most once a second, whether the rule file that this classifier follows has changed, and has it read in the
     * background if so. Every {@link #classify} does this too; calling it on a clock makes a change count before the
     * first reply after it. Does nothing where no file is followed.
     */
    public void refresh() {
        RuleFile file = followed;
        if (file != null) {
            file.checkNow(rules -> {
                // In the background: what a new file takes is not to fall on whoever gets the next refusal.
                Knowledge fresh = Knowledge.of(rules);
                fresh.prepare();
                knowledge = fresh;
            });
        }
    }

    /**
     * What the absence of a reply means.
     *
     * @param causeId a cause of the group {@code no-reply}
     */
    public Classification withoutReply(String causeId, ReplyContext context) {
        return knowledge.withoutReply(causeId, context);
    }

    Knowledge knowledge() {
        return knowledge;
    }

    /** Holds the data back until somebody asks for it. */
    private static final class BuiltIn {
        static final ReplyClassifier CLASSIFIER = new ReplyClassifier(Knowledge.of(RuleSet.EMPTY));
    }
}
