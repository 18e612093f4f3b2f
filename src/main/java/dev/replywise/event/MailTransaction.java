package dev.replywise.event;

import dev.replywise.classify.Classification;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.util.Locale;

/** The mail transaction of a connection (RFC 5321 §3.3): how far it has come since MAIL. Not thread-safe. */
final class MailTransaction {
    private boolean open;
    private String sender = "";
    private String earlierCause = "";
    private int recipientsAccepted;
    private SmtpCommand bodyCommand = SmtpCommand.OTHER;

    void begin(String reversePath) {
        end();
        open = true;
        sender = reversePath;
    }

    /** Forgets all of it. */
    void end() {
        open = false;
        sender = "";
        earlierCause = "";
        recipientsAccepted = 0;
        bodyCommand = SmtpCommand.OTHER;
    }

    /** The body is no longer being written. */
    void bodyEnded() {
        bodyCommand = SmtpCommand.OTHER;
    }

    /** Takes in the reply to one of the transaction's commands. */
    void replied(SentCommand command, int code, ReplyClass replyClass, Classification meaning) {
        if (!command.isOfTransaction()) {
            return;
        }
        boolean positive = replyClass == ReplyClass.POSITIVE;
        if (open && replyClass.isRefusal() && earlierCause.isEmpty()) {
            earlierCause = meaning.cause().id();
        }
        bodyEnded();
        if (command.endsMessage()) {
            end();
        } else if (positive && command.command() == SmtpCommand.RCPT) {
            recipientsAccepted++;
        } else if (positive && command.command() == SmtpCommand.BDAT) {
            bodyCommand = SmtpCommand.BDAT;
        } else if (code == 354) {
            bodyCommand = SmtpCommand.END_OF_DATA;
        }
    }

    /** Whether the body, or more of it, is due. */
    boolean inBody() {
        return bodyCommand != SmtpCommand.OTHER;
    }

    /** The command that the body's next reply will answer; {@link SmtpCommand#OTHER} outside a body. */
    SmtpCommand bodyCommand() {
        return bodyCommand;
    }

    /** The reverse-path; empty outside a transaction. */
    String sender() {
        return sender;
    }

    /** The cause of the first refusal; empty when there was none. */
    String earlierCause() {
        return earlierCause;
    }

    int recipientsAccepted() {
        return recipientsAccepted;
    }

    /** The domain of an address in lower case; empty when it has none. */
    static String domain(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? "" : address.substring(at + 1).toLowerCase(Locale.ROOT);
    }
}
