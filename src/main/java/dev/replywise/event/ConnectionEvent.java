package dev.replywise.event;

import com.google.auto.value.AutoValue;
import dev.replywise.classify.Classification;
import dev.replywise.reply.SmtpCommand;
import java.util.Collections;
import java.util.Map;

/**
 * A connect, a TLS handshake or a read that brought no reply ({@code smtp.client.connection}); its cause is one of the
 * group {@code no-reply}. A successful connect is reported to listeners too, for counting, and is never logged.
 *
 * <p>Immutable; empty strings mean "not known".
 */
@AutoValue
public abstract class ConnectionEvent implements SmtpEvent {
    /** Whether the connection came about; then the classification is of cause {@code ok}. */
    public abstract boolean connected();

    /** What was being done: {@link SmtpCommand#CONNECT}, or the command whose reply did not come. */
    public abstract SmtpCommand command();

    /** What it means. */
    public abstract Classification classification();

    /**
     * The exception's class name; empty when there was none. Where the connection came about and a reply ended the
     * connect, as a refused login does, the code of that reply.
     */
    public abstract String errorType();

    /** The exception's message, or the lines of a reply that ended early; not sanitized; empty when there was neither. */
    public abstract String errorMessage();

    /** Nanoseconds from the attempt or the command's last octet to the failure; -1 when not known. */
    public abstract long durationNanos();

    /** The reverse-path of the transaction; empty outside one. */
    public abstract String sender();

    /** The {@code Message-ID} of the message being sent. */
    public abstract String messageId();

    /**
     * Whether this merely follows an earlier failure, as the end of the connection after a 421; also a QUIT that the
     * server answers by closing, on which nothing depends.
     */
    public abstract boolean secondary();

    /** A builder with nothing optional set. */
    public static Builder builder() {
        return new AutoValue_ConnectionEvent.Builder()
                .connected(false)
                .errorType("")
                .errorMessage("")
                .durationNanos(-1)
                .sender("")
                .messageId("")
                .secondary(false)
                .labels(Collections.<String, String>emptyMap());
    }

    /** Builds events; not thread-safe. */
    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder timestampMillis(long millis);

        public abstract Builder session(SessionInfo session);

        public abstract Builder labels(Map<String, String> labels);

        public abstract Builder connected(boolean connected);

        public abstract Builder command(SmtpCommand command);

        public abstract Builder classification(Classification classification);

        public abstract Builder errorType(String type);

        public abstract Builder errorMessage(String message);

        public abstract Builder durationNanos(long nanos);

        public abstract Builder sender(String address);

        public abstract Builder messageId(String id);

        public abstract Builder secondary(boolean secondary);

        public abstract ConnectionEvent build();
    }
}
