package dev.replywise.event;

import com.google.auto.value.AutoValue;
import dev.replywise.classify.Classification;
import dev.replywise.reply.ReplyAnomaly;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** One reply of a server, explained ({@code smtp.client.reply}). Immutable; empty strings mean "not known". */
@AutoValue
public abstract class ReplyEvent implements SmtpEvent {
    /** The command that the reply answers. */
    public abstract SmtpCommand command();

    /** The reply; {@link SmtpReply#NONE} when none came. */
    public abstract SmtpReply reply();

    /** What it means. */
    public abstract Classification classification();

    /** Nanoseconds from the command's last octet to the reply; -1 when not known. */
    public abstract long durationNanos();

    /** The forward-path of RCPT; empty for other commands. */
    public abstract String recipient();

    /** The reverse-path of the transaction; empty outside one and for the null reverse-path. */
    public abstract String sender();

    /** The {@code Message-ID} of the message being sent. */
    public abstract String messageId();

    /** Whether this merely follows an earlier failure, as RSET and QUIT after a 421. */
    public abstract boolean secondary();

    /** What is wrong with the reply or with its place in the session. */
    public abstract Set<ReplyAnomaly> anomalies();

    /** A builder with nothing optional set. */
    public static Builder builder() {
        return new AutoValue_ReplyEvent.Builder()
                .durationNanos(-1)
                .recipient("")
                .sender("")
                .messageId("")
                .secondary(false)
                .anomalies(Collections.<ReplyAnomaly>emptySet())
                .labels(Collections.<String, String>emptyMap());
    }

    /** Builds events; not thread-safe. */
    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder timestampMillis(long millis);

        public abstract Builder session(SessionInfo session);

        public abstract Builder labels(Map<String, String> labels);

        public abstract Builder command(SmtpCommand command);

        public abstract Builder reply(SmtpReply reply);

        public abstract Builder classification(Classification classification);

        public abstract Builder durationNanos(long nanos);

        public abstract Builder recipient(String address);

        public abstract Builder sender(String address);

        public abstract Builder messageId(String id);

        public abstract Builder secondary(boolean secondary);

        public abstract Builder anomalies(Set<ReplyAnomaly> anomalies);

        public abstract ReplyEvent build();
    }
}
