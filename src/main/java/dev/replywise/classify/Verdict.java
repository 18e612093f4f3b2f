package dev.replywise.classify;

import dev.replywise.catalog.Actor;
import dev.replywise.catalog.AdviceVariant;
import dev.replywise.catalog.CatalogEntry;
import dev.replywise.catalog.Cause;
import dev.replywise.catalog.RetryAction;
import dev.replywise.reply.ReplyClass;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a rule or a catalogue entry says, all but what depends on the single reply. Thread-safe. */
final class Verdict {
    private static final int CLASSES = ReplyClass.values().length;

    private final String ruleId;
    private final Confidence confidence;
    private final AdviceChooser advice;
    private final String adviceId;
    private final Optional<RetryAction> ruleRetry;
    private final Optional<Actor> ruleActor;
    private final Optional<String> ruleUrl;
    private final Optional<String> ruleReference;
    private final RetryAction retry;
    private final Actor actor;
    private final String url;
    private final String reference;
    /** For each advice variant and class what is said when there are no facts; made when first needed. */
    private final @Nullable Classification[] withoutFacts;

    private Verdict(
            String ruleId,
            Confidence confidence,
            AdviceChooser advice,
            String adviceId,
            Optional<RetryAction> ruleRetry,
            Optional<Actor> ruleActor,
            Optional<String> ruleUrl,
            Optional<String> ruleReference,
            RetryAction retry,
            Actor actor,
            String url,
            String reference) {
        this.ruleId = ruleId;
        this.confidence = confidence;
        this.advice = advice;
        this.adviceId = adviceId;
        this.ruleRetry = ruleRetry;
        this.ruleActor = ruleActor;
        this.ruleUrl = ruleUrl;
        this.ruleReference = ruleReference;
        this.retry = retry;
        this.actor = actor;
        this.url = url;
        this.reference = reference;
        withoutFacts = new Classification[advice.cause().advice().size() * CLASSES];
    }

    /** A rule's: what it overrides stands above the advice variant, and that above the cause. */
    static Verdict of(Rule rule, AdviceChooser advice) {
        Cause cause = advice.cause();
        return new Verdict(
                rule.id(),
                rule.confidence(),
                advice,
                rule.adviceId(),
                rule.retry(),
                rule.actor(),
                rule.url(),
                rule.reference(),
                cause.retry(),
                cause.actor(),
                cause.url(),
                cause.reference());
    }

    /** A catalogue entry's: it knows more than the cause, and the advice variant more than it. */
    static Verdict of(CatalogEntry entry, String ruleId, Confidence confidence, AdviceChooser advice) {
        return new Verdict(
                ruleId,
                confidence,
                advice,
                "",
                Optional.<RetryAction>empty(),
                Optional.<Actor>empty(),
                Optional.<String>empty(),
                Optional.<String>empty(),
                entry.retry(),
                entry.actor(),
                entry.url(),
                entry.reference());
    }

    /** A cause's alone. */
    static Verdict of(String ruleId, Confidence confidence, AdviceChooser advice) {
        Cause cause = advice.cause();
        return new Verdict(
                ruleId,
                confidence,
                advice,
                "",
                Optional.<RetryAction>empty(),
                Optional.<Actor>empty(),
                Optional.<String>empty(),
                Optional.<String>empty(),
                cause.retry(),
                cause.actor(),
                cause.url(),
                cause.reference());
    }

    Cause cause() {
        return advice.cause();
    }

    /** The classification of one reply. */
    Classification classification(ReplyClass replyClass, Map<Fact, String> facts, AdviceChooser.Situation situation) {
        int variant = advice.choose(situation);
        int number = variant * CLASSES + replyClass.ordinal();
        // Whoever comes second makes the same value once more, which does no harm as it is immutable.
        Classification plain = withoutFacts[number];
        if (plain == null) {
            plain = withoutFacts(replyClass, cause().advice().get(variant)).build();
            withoutFacts[number] = plain;
        }
        return facts.isEmpty()
                ? plain
                : withoutFacts(replyClass, cause().advice().get(variant))
                        .facts(Collections.unmodifiableMap(facts))
                        .build();
    }

    private Classification.Builder withoutFacts(ReplyClass replyClass, AdviceVariant variant) {
        Cause cause = advice.cause();
        // A variant has the cause's values where it does not say otherwise; then the entry's are the better ones.
        RetryAction bestRetry = variant.retry() == cause.retry() ? retry : variant.retry();
        Actor bestActor = variant.actor() == cause.actor() ? actor : variant.actor();
        boolean ownPage = !variant.url().equals(cause.url());
        boolean ownReference = !variant.reference().equals(cause.reference());
        return Classification.builder()
                .replyClass(replyClass)
                .cause(cause)
                .confidence(confidence)
                .rule(ruleId)
                .retry(ruleRetry.orElse(bestRetry))
                .actor(ruleActor.orElse(bestActor))
                .adviceId(adviceId.isEmpty() ? variant.id() : adviceId)
                .url(ruleUrl.orElse(ownPage ? variant.url() : url))
                .reference(ruleReference.orElse(ownReference ? variant.reference() : reference));
    }
}
