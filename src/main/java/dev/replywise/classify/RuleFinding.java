package dev.replywise.classify;

import com.google.auto.value.AutoValue;
import java.util.Locale;

/** Something about a rule that its author may not have meant. Immutable. */
@AutoValue
public abstract class RuleFinding {
    /** What it is. */
    public enum Kind {
        /** No reply can satisfy the rule's conditions. */
        DEAD,
        /** Whatever the rule would match, an earlier one matches first. */
        SHADOWED,
        /** Some replies are matched by another rule too, which names another cause. */
        OVERLAPPING
    }

    /** What it is. */
    public abstract Kind kind();

    /** The rule's id. */
    public abstract String rule();

    /** The rule's file. */
    public abstract String file();

    /** The line at which the rule begins, from 1. */
    public abstract int line();

    /** The finding in a few words. */
    public abstract String reason();

    static RuleFinding create(Kind kind, Rule rule, String reason) {
        return new AutoValue_RuleFinding(kind, rule.id(), rule.file(), rule.line(), reason);
    }

    /** One line: {@code rules.yaml:12: rule 'a' is shadowed: …}. */
    @Override
    public final String toString() {
        return file() + ":" + line() + ": rule '" + rule() + "' is "
                + kind().name().toLowerCase(Locale.ROOT) + ": " + reason();
    }
}
