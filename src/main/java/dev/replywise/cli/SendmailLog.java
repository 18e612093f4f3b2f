package dev.replywise.cli;

import dev.replywise.reply.EnhancedStatusCode;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.io.IOException;

/**
 * The log lines of Sendmail: deliveries, with the reply in {@code reply=} or {@code stat=}, and refusals by its own
 * rulesets. Where the line holds only the enhanced code and words, the class comes from the former.
 */
final class SendmailLog extends LogSource {
    private static final String STAT = ", stat=";
    private static final String REPLY = ", reply=";
    private static final String DEFERRED = "Deferred: ";
    private static final String SENT = "Sent";
    private static final String REJECT = ", reject=";

    @Override
    void read(String line, Found found) throws IOException {
        int reject = line.indexOf(REJECT);
        if (reject >= 0) {
            String reply = line.substring(reject + REJECT.length());
            if (LogText.isReply(reply)) {
                found.take(LogText.observed(reply, ruleset(line), recipient(line, "arg1="), Host.UNKNOWN)
                        .build());
            }
            return;
        }
        int stat = line.indexOf(STAT);
        if (stat >= 0) {
            delivery(line, stat, found);
        }
    }

    private static void delivery(String line, int stat, Found found) throws IOException {
        String head = line.substring(0, stat);
        String text = line.substring(stat + STAT.length()).trim();
        Host relay = Host.parse(LogText.value(head, ", relay="));
        String recipient = recipient(head, "to=");
        int logged = line.indexOf(REPLY);
        if (logged >= 0) {
            int start = logged + REPLY.length();
            String reply = logged < stat ? head.substring(start) : line.substring(start);
            if (LogText.isReply(reply)) {
                take(reply, 0, text, recipient, relay, found);
                return;
            }
        }
        String said = text.startsWith(DEFERRED) ? text.substring(DEFERRED.length()) : text;
        if (LogText.isReply(said)) {
            take(said, 0, text, recipient, relay, found);
            return;
        }
        String dsn = LogText.value(head, ", dsn=");
        ReplyClass replyClass = EnhancedStatusCode.parse(dsn).replyClass();
        boolean askedServer = !relay.ip().isEmpty();
        if (askedServer && text.startsWith(SENT + " (") && text.endsWith(")") && replyClass == ReplyClass.POSITIVE) {
            take(
                    withCode(dsn, text.substring(SENT.length() + 2, text.length() - 1)),
                    250,
                    text,
                    recipient,
                    relay,
                    found);
        } else if (askedServer && replyClass == ReplyClass.PERMANENT && !text.startsWith("Host unknown")) {
            take(withCode(dsn, text), 550, text, recipient, relay, found);
        }
    }

    private static void take(String reply, int assumedCode, String stat, String recipient, Host relay, Found found)
            throws IOException {
        SmtpCommand command = stat.startsWith(SENT) ? SmtpCommand.END_OF_DATA : SmtpCommand.OTHER;
        found.take(LogText.observed(reply, command, recipient, relay)
                .assumedCode(assumedCode)
                .build());
    }

    private static String withCode(String dsn, String text) {
        return text.startsWith(dsn) ? text : dsn + " " + text;
    }

    /** The first recipient: one line may name several that shared the reply. */
    private static String recipient(String text, String key) {
        int at = text.indexOf(key);
        return at < 0 ? "" : LogText.address(text.substring(at + key.length()));
    }

    private static SmtpCommand ruleset(String line) {
        switch (LogText.value(line, "ruleset=")) {
            case "check_relay":
                return SmtpCommand.CONNECT;
            case "check_mail":
                return SmtpCommand.MAIL;
            case "check_rcpt":
                return SmtpCommand.RCPT;
            default:
                return SmtpCommand.OTHER;
        }
    }
}
