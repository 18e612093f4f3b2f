package dev.replywise.event;

import com.google.auto.value.AutoValue;
import dev.replywise.classify.Classification;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outcome of one {@code sendMessage} ({@code smtp.client.message}). Immutable; empty strings mean "not known". */
@AutoValue
public abstract class MessageEvent implements SmtpEvent {
    /** What became of the message. */
    public abstract MessageOutcome outcome();

    /** Nanoseconds that {@code sendMessage} took. */
    public abstract long durationNanos();

    /** Recipients whose RCPT and body were accepted. */
    public abstract int accepted();

    /** Recipients refused with a transient reply, or accepted at RCPT while the body was refused so. */
    public abstract int transientlyRefused();

    /** Recipients refused for good, or accepted at RCPT while the body was refused so. */
    public abstract int permanentlyRefused();

    /** Recipients of whom no reply decided. */
    public abstract int unsent();

    /** The recipients by class and cause; their counts add up to the four above. */
    public abstract List<RecipientResult> recipientResults();

    /** The first failure that decided; empty when all was accepted or the failure was local. */
    public abstract Optional<Classification> deciding();

    /** The class name of the exception that {@code sendMessage} threw, or the deciding reply's code; empty when none. */
    public abstract String errorType();

    /** The reverse-path; empty for the null reverse-path. */
    public abstract String sender();

    /** The {@code Message-ID}. */
    public abstract String messageId();

    /** The server's id of the accepted message. */
    public abstract String queueId();

    /** A builder with nothing optional set. */
    public static Builder builder() {
        return new AutoValue_MessageEvent.Builder()
                .accepted(0)
                .transientlyRefused(0)
                .permanentlyRefused(0)
                .unsent(0)
                .recipientResults(Collections.<RecipientResult>emptyList())
                .deciding(Optional.<Classification>empty())
                .errorType("")
                .sender("")
                .messageId("")
                .queueId("")
                .labels(Collections.<String, String>emptyMap());
    }

    /** Builds events; not thread-safe. */
    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder timestampMillis(long millis);

        public abstract Builder session(SessionInfo session);

        public abstract Builder labels(Map<String, String> labels);

        public abstract Builder outcome(MessageOutcome outcome);

        public abstract Builder durationNanos(long nanos);

        public abstract Builder accepted(int count);

        public abstract Builder transientlyRefused(int count);

        public abstract Builder permanentlyRefused(int count);

        public abstract Builder unsent(int count);

        public abstract Builder recipientResults(List<RecipientResult> results);

        public abstract Builder deciding(Optional<Classification> classification);

        public abstract Builder errorType(String type);

        public abstract Builder sender(String address);

        public abstract Builder messageId(String id);

        public abstract Builder queueId(String id);

        public abstract MessageEvent build();
    }
}
