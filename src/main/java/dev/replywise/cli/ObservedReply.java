package dev.replywise.cli;

import com.google.auto.value.AutoValue;
import dev.replywise.classify.ReplyContext;
import dev.replywise.reply.SmtpCommand;

/** A reply found in the input, with what the input says about it. Immutable; empty strings mean "not known". */
@AutoValue
abstract class ObservedReply {
    /** The server's words as they stood in the input; not sanitized. */
    abstract String reply();

    /**
     * A reply code in place of one that the input does not hold, so that the class is known; 0 when the words begin with
     * the code themselves. It is never shown.
     */
    abstract int assumedCode();

    /** The command and the session, as far as known. */
    abstract ReplyContext context();

    /** The recipient's address. */
    abstract String recipient();

    /** The server's port; 0 when not known. */
    abstract int port();

    /** The server's IP address. */
    abstract String peerAddress();

    /** Why the input could not be read, where it could not. */
    abstract String error();

    static Builder builder() {
        return new AutoValue_ObservedReply.Builder()
                .reply("")
                .assumedCode(0)
                .context(ReplyContext.UNKNOWN)
                .recipient("")
                .port(0)
                .peerAddress("")
                .error("");
    }

    /** A reply of which only the command is known. */
    static ObservedReply of(String reply, SmtpCommand command) {
        return builder()
                .reply(reply)
                .context(command == SmtpCommand.OTHER ? ReplyContext.UNKNOWN : ReplyContext.of(command))
                .build();
    }

    @AutoValue.Builder
    abstract static class Builder {
        abstract Builder reply(String text);

        abstract Builder assumedCode(int code);

        abstract Builder context(ReplyContext context);

        abstract Builder recipient(String address);

        abstract Builder port(int port);

        abstract Builder peerAddress(String ip);

        abstract Builder error(String reason);

        abstract ObservedReply build();
    }
}
