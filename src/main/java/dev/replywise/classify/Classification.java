package dev.replywise.classify;

import com.google.auto.value.AutoValue;
import dev.replywise.catalog.Actor;
import dev.replywise.catalog.Cause;
import dev.replywise.catalog.RetryAction;
import dev.replywise.reply.ReplyClass;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a reply, or its absence, means: class, cause, what decided, whether to retry, facts, and which advice applies.
 *
 * <p>Immutable. The facts are the server's words, not sanitized and with full addresses; whoever shows them masks them.
 */
@AutoValue
public abstract class Classification {
    /** By the first digit of the reply code alone. */
    public abstract ReplyClass replyClass();

    /** Why. */
    public abstract Cause cause();

    /** How much the cause rests on. */
    public abstract Confidence confidence();

    /** The id of the rule or catalogue entry that decided: {@code google-no-such-user}, {@code code-551}. */
    public abstract String rule();

    /** Whether and how to send again. */
    public abstract RetryAction retry();

    /** Who can fix it. */
    public abstract Actor actor();

    /** The id of the advice text, as {@code advice.<id>} in the message files. */
    public abstract String adviceId();

    /** The best public page on it; empty when there is none. */
    public abstract String url();

    /** The short reference that stands at the end of a message, such as {@code RFC 5321 §3.4}; empty when there is none. */
    public abstract String reference();

    /** What was read from the text. */
    public abstract Map<Fact, String> facts();

    /** A fact; empty when the text does not hold it. */
    public String fact(Fact fact) {
        String value = facts().get(fact);
        return value == null ? "" : value;
    }

    /** Seconds to wait, as the server said; -1 when it did not. */
    public long retryAfterSeconds() {
        String seconds = fact(Fact.RETRY_AFTER);
        return seconds.isEmpty() ? -1 : Long.parseLong(seconds);
    }

    /** A builder. */
    public static Builder builder() {
        return new AutoValue_Classification.Builder().facts(Collections.<Fact, String>emptyMap());
    }

    /** Builds classifications; not thread-safe. */
    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder replyClass(ReplyClass replyClass);

        public abstract Builder cause(Cause cause);

        public abstract Builder confidence(Confidence confidence);

        public abstract Builder rule(String rule);

        public abstract Builder retry(RetryAction retry);

        public abstract Builder actor(Actor actor);

        public abstract Builder adviceId(String adviceId);

        public abstract Builder url(String url);

        public abstract Builder reference(String reference);

        abstract Builder facts(Map<Fact, String> facts);

        /** The facts; {@link Fact#RETRY_AFTER} must be a number. */
        public Builder withFacts(Map<Fact, String> facts) {
            return facts(
                    facts.isEmpty()
                            ? Collections.<Fact, String>emptyMap()
                            : Collections.unmodifiableMap(new EnumMap<>(facts)));
        }

        public abstract Classification build();
    }
}
