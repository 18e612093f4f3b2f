package dev.replywise.catalog;

import com.google.auto.value.AutoValue;
import java.util.Collections;
import java.util.List;

/**
 * One advice of a cause and when it applies. The conditions are names and values of the data file; whoever classifies
 * evaluates them. Immutable.
 */
@AutoValue
public abstract class AdviceVariant {
    /** The id of the text, as {@code advice.<id>} in the message files. */
    public abstract String id();

    /** Conditions that must all hold; empty for the variant that always applies. */
    public abstract List<Condition> conditions();

    /** Retry sense of this variant. */
    public abstract RetryAction retry();

    /** Who can fix it. */
    public abstract Actor actor();

    /** Short reference; may be empty. */
    public abstract String reference();

    /** Best public page; may be empty. */
    public abstract String url();

    static AdviceVariant create(
            String id, List<Condition> conditions, RetryAction retry, Actor actor, String reference, String url) {
        return new AutoValue_AdviceVariant(id, Collections.unmodifiableList(conditions), retry, actor, reference, url);
    }

    /** One condition: a name such as {@code fact} or {@code command}, and the values of which one (for facts: all) must hold. */
    @AutoValue
    public abstract static class Condition {
        /** {@code fact}, {@code command}, {@code class}, {@code code}, {@code provider}, {@code tls} or {@code auth}. */
        public abstract String name();

        /** The values. */
        public abstract List<String> values();

        static Condition create(String name, List<String> values) {
            return new AutoValue_AdviceVariant_Condition(name, Collections.unmodifiableList(values));
        }
    }
}
