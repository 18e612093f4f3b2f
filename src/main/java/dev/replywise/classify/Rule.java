package dev.replywise.classify;

import com.google.auto.value.AutoValue;
import dev.replywise.catalog.Actor;
import dev.replywise.catalog.RetryAction;
import dev.replywise.classify.ReplyContext.Known;
import dev.replywise.reply.SmtpCommand;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One rule of a rule file: conditions, the cause they speak for, and what is otherwise with that cause. Immutable. */
@AutoValue
abstract class Rule {
    abstract String id();

    /** The file it stands in, for messages. */
    abstract String file();

    abstract int line();

    abstract String causeId();

    /** Sets of phrases of each of which at least one must stand in the text. */
    abstract List<List<Phrase>> anySets();

    /** Phrases that must all stand in the text. */
    abstract List<Phrase> all();

    /** Phrases of which none may stand in the text. */
    abstract List<Phrase> none();

    abstract List<CodePattern> codes();

    abstract List<EnhancedPattern> enhanced();

    abstract Set<SmtpCommand> commands();

    abstract List<String> providers();

    /** What must be known of the session; {@link Known#UNKNOWN} where nothing must. */
    abstract Known tls();

    abstract Known authenticated();

    abstract Known starttlsOffered();

    abstract Known authOffered();

    /** Causes of the first refusal of the transaction; {@code any} for whatever it was. */
    abstract List<String> earlier();

    /** The advice text; empty to choose among the cause's. */
    abstract String adviceId();

    abstract Optional<RetryAction> retry();

    abstract Optional<Actor> actor();

    abstract Optional<String> url();

    abstract Optional<String> reference();

    abstract List<Sample> samples();

    static Builder builder() {
        return new AutoValue_Rule.Builder()
                .anySets(Collections.<List<Phrase>>emptyList())
                .all(Collections.<Phrase>emptyList())
                .none(Collections.<Phrase>emptyList())
                .codes(Collections.<CodePattern>emptyList())
                .enhanced(Collections.<EnhancedPattern>emptyList())
                .commands(Collections.<SmtpCommand>emptySet())
                .providers(Collections.<String>emptyList())
                .tls(Known.UNKNOWN)
                .authenticated(Known.UNKNOWN)
                .starttlsOffered(Known.UNKNOWN)
                .authOffered(Known.UNKNOWN)
                .earlier(Collections.<String>emptyList())
                .adviceId("")
                .samples(Collections.<Sample>emptyList());
    }

    final boolean hasPhrases() {
        return !anySets().isEmpty() || !all().isEmpty();
    }

    final boolean hasLiveConditions() {
        return tls() != Known.UNKNOWN
                || authenticated() != Known.UNKNOWN
                || starttlsOffered() != Known.UNKNOWN
                || authOffered() != Known.UNKNOWN
                || !earlier().isEmpty();
    }

    /** How much a cause rests on that this rule found. */
    final Confidence confidence() {
        if (hasPhrases() || !providers().isEmpty() || hasLiveConditions()) {
            return Confidence.HIGH;
        }
        return enhanced().isEmpty() ? Confidence.LOW : Confidence.MEDIUM;
    }

    /** A reply that the rule must claim, and what it says of its session. */
    @AutoValue
    abstract static class Sample {
        abstract String reply();

        abstract ReplyContext context();

        static Sample create(String reply, ReplyContext context) {
            return new AutoValue_Rule_Sample(reply, context);
        }
    }

    @AutoValue.Builder
    abstract static class Builder {
        abstract Builder id(String id);

        abstract Builder file(String file);

        abstract Builder line(int line);

        abstract Builder causeId(String id);

        abstract Builder anySets(List<List<Phrase>> sets);

        abstract Builder all(List<Phrase> phrases);

        abstract Builder none(List<Phrase> phrases);

        abstract Builder codes(List<CodePattern> codes);

        abstract Builder enhanced(List<EnhancedPattern> codes);

        abstract Builder commands(Set<SmtpCommand> commands);

        abstract Builder providers(List<String> ids);

        abstract Builder tls(Known known);

        abstract Builder authenticated(Known known);

        abstract Builder starttlsOffered(Known known);

        abstract Builder authOffered(Known known);

        abstract Builder earlier(List<String> causes);

        abstract Builder adviceId(String id);

        abstract Builder retry(RetryAction retry);

        abstract Builder actor(Actor actor);

        abstract Builder url(String url);

        abstract Builder reference(String reference);

        abstract Builder samples(List<Sample> samples);

        abstract Rule build();
    }
}
