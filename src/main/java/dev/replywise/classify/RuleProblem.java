package dev.replywise.classify;

import com.google.auto.value.AutoValue;

/** Something wrong in a rule file. Immutable. */
@AutoValue
public abstract class RuleProblem {
    /** The file as it was named. */
    public abstract String file();

    /** The line, from 1; 0 when it is about the file as a whole. */
    public abstract int line();

    /** What is wrong, in a few words. */
    public abstract String reason();

    static RuleProblem create(String file, int line, String reason) {
        return new AutoValue_RuleProblem(file, line, reason);
    }

    /** One line: {@code rules.yaml:12: there is no cause 'x'}. */
    @Override
    public final String toString() {
        return file() + (line() > 0 ? ":" + line() : "") + ": " + reason();
    }
}
