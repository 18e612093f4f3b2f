package dev.replywise.classify;

import com.google.auto.value.AutoValue;
import dev.replywise.reply.SmtpCommand;

/**
 * What is known about a reply besides the reply: the command it answers and the state of its session.
 *
 * <p>Immutable. Empty strings and {@link Known#UNKNOWN} mean "not known".
 */
@AutoValue
public abstract class ReplyContext {
    /** Nothing is known but the reply. */
    public static final ReplyContext UNKNOWN = builder().build();

    /** A fact about the session that may be yes, no or unknown. */
    public enum Known {
        YES,
        NO,
        UNKNOWN;

        /** The known value of a boolean. */
        public static Known of(boolean value) {
            return value ? YES : NO;
        }
    }

    /** The command that the reply answers; {@link SmtpCommand#OTHER} when not known. */
    public abstract SmtpCommand command();

    /** Whether TLS was on. */
    public abstract Known tls();

    /** Whether the session was authenticated. */
    public abstract Known authenticated();

    /** Whether the server offered STARTTLS. */
    public abstract Known starttlsOffered();

    /** Whether the server offered AUTH. */
    public abstract Known authOffered();

    /** The cause id of the first refusal since MAIL in this transaction, secondary ones aside; empty when none. */
    public abstract String earlierCause();

    /** Recipients accepted so far in this transaction. */
    public abstract int recipientsAccepted();

    /** The server's host name as the application configured it; empty when not known. */
    public abstract String server();

    /** The text of the server's greeting, not sanitized; empty when not known. */
    public abstract String greeting();

    /** The name the client gave in EHLO or HELO; empty when not known. */
    public abstract String heloName();

    /** The domain of the reverse-path; empty when null or not known. */
    public abstract String senderDomain();

    /** The domain of the recipient, for a reply to RCPT; empty when not known. */
    public abstract String recipientDomain();

    /** A builder with nothing known. */
    public static Builder builder() {
        return new AutoValue_ReplyContext.Builder()
                .command(SmtpCommand.OTHER)
                .tls(Known.UNKNOWN)
                .authenticated(Known.UNKNOWN)
                .starttlsOffered(Known.UNKNOWN)
                .authOffered(Known.UNKNOWN)
                .earlierCause("")
                .recipientsAccepted(0)
                .server("")
                .greeting("")
                .heloName("")
                .senderDomain("")
                .recipientDomain("");
    }

    /** Only the command is known. */
    public static ReplyContext of(SmtpCommand command) {
        return builder().command(command).build();
    }

    /** Builds contexts; not thread-safe. */
    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder command(SmtpCommand command);

        public abstract Builder tls(Known tls);

        public abstract Builder authenticated(Known authenticated);

        public abstract Builder starttlsOffered(Known offered);

        public abstract Builder authOffered(Known offered);

        public abstract Builder earlierCause(String causeId);

        public abstract Builder recipientsAccepted(int count);

        public abstract Builder server(String host);

        public abstract Builder greeting(String text);

        public abstract Builder heloName(String name);

        public abstract Builder senderDomain(String domain);

        public abstract Builder recipientDomain(String domain);

        public abstract ReplyContext build();
    }
}
