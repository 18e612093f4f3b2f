package dev.replywise.cli;

import com.google.auto.value.AutoValue;
import java.util.List;

/** What is known about one code or cause, in one language, ready to be shown. Immutable. */
@AutoValue
abstract class CodePage {
    /** {@code 551}, {@code 5.1.6}, {@code X.1.6}, or the id of a cause. */
    abstract String code();

    abstract String name();

    /** {@code positive}, {@code transient}, {@code permanent}, {@code none} or {@code any}; empty for a cause. */
    abstract String classId();

    abstract String classText();

    /** The group of the cause. */
    abstract String categoryText();

    abstract String groupId();

    abstract String causeId();

    abstract String causeName();

    /** {@code standard} and the like; empty for a cause. */
    abstract String statusId();

    abstract String statusText();

    /** The names of the commands it answers; empty for any. */
    abstract List<String> commands();

    abstract String description();

    abstract String seen();

    abstract String fix();

    abstract String actorId();

    abstract String actorText();

    abstract String retryId();

    abstract String retryText();

    abstract String reference();

    abstract String url();

    static Builder builder() {
        return new AutoValue_CodePage.Builder();
    }

    @AutoValue.Builder
    abstract static class Builder {
        abstract Builder code(String text);

        abstract Builder name(String text);

        abstract Builder classId(String text);

        abstract Builder classText(String text);

        abstract Builder categoryText(String text);

        abstract Builder groupId(String text);

        abstract Builder causeId(String text);

        abstract Builder causeName(String text);

        abstract Builder statusId(String text);

        abstract Builder statusText(String text);

        abstract Builder commands(List<String> names);

        abstract Builder description(String text);

        abstract Builder seen(String text);

        abstract Builder fix(String text);

        abstract Builder actorId(String text);

        abstract Builder actorText(String text);

        abstract Builder retryId(String text);

        abstract Builder retryText(String text);

        abstract Builder reference(String text);

        abstract Builder url(String text);

        abstract CodePage build();
    }
}
