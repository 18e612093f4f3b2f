package dev.replywise.cli;

import dev.replywise.reply.SmtpCommand;
import java.io.IOException;

/** The log lines of Postfix: deliveries over SMTP and LMTP, and refusals by its own server. */
final class PostfixLog extends LogSource {
    private static final String STATUS = ", status=";
    private static final String SAID = " said: ";
    private static final String REFUSED = " refused to talk to me: ";
    private static final String IN_REPLY_TO = " (in reply to ";
    private static final String REJECT = "reject: ";

    @Override
    void read(String line, Found found) throws IOException {
        int status = line.indexOf(STATUS);
        if (status >= 0) {
            delivery(line, status, found);
            return;
        }
        int reject = line.indexOf(REJECT);
        if (reject >= 0) {
            rejection(line, reject + REJECT.length(), found);
        } else if (line.contains(": host ")) {
            attempt(line.substring(line.indexOf(": host ") + 2), "", Host.UNKNOWN, found);
        }
    }

    private static void delivery(String line, int status, Found found) throws IOException {
        String head = line.substring(0, status);
        int to = head.indexOf(": to=<");
        String recipient = to < 0 ? "" : LogText.between(head.substring(to), "<", ">");
        Host relay = Host.parse(LogText.value(head, ", relay="));
        int open = line.indexOf(" (", status);
        int close = line.lastIndexOf(')');
        if (open < 0 || close <= open) {
            return;
        }
        String text = line.substring(open + 2, close);
        if (LogText.isReply(text)) {
            // A delivery that succeeded is logged with the reply to the message itself.
            found.take(LogText.observed(text, SmtpCommand.END_OF_DATA, recipient, relay)
                    .build());
        } else {
            attempt(text, recipient, relay, found);
        }
    }

    /** {@code host mx[192.0.2.1] said: 550 … (in reply to RCPT TO command)}, whatever stands before it. */
    private static void attempt(String text, String recipient, Host relay, Found found) throws IOException {
        int said = text.indexOf(SAID);
        int refused = text.indexOf(REFUSED);
        boolean atConnect = refused >= 0 && (said < 0 || refused < said);
        int mark = atConnect ? refused : said;
        int replyStart = mark + (atConnect ? REFUSED.length() : SAID.length());
        if (mark < 0 || !LogText.isReplyAt(text, replyStart)) {
            return;
        }
        String reply = text.substring(replyStart);
        SmtpCommand command = atConnect ? SmtpCommand.CONNECT : SmtpCommand.OTHER;
        int inReply = reply.lastIndexOf(IN_REPLY_TO);
        if (inReply >= 0) {
            command = LogText.command(reply.substring(inReply + IN_REPLY_TO.length()));
            reply = reply.substring(0, inReply);
        } else if (text.startsWith("SASL authentication failed")) {
            command = SmtpCommand.AUTH;
        }
        String before = text.substring(0, mark);
        Host host = Host.parse(before.substring(before.lastIndexOf(' ') + 1));
        boolean sameHost = host.ip().isEmpty() || host.ip().equals(relay.ip());
        found.take(LogText.observed(reply, command, recipient, sameHost && relay.port() > 0 ? relay : host)
                .build());
    }

    /** {@code RCPT from client[192.0.2.1]: 554 5.7.1 …; from=<…> to=<…> proto=ESMTP helo=<…>}. */
    private static void rejection(String line, int start, Found found) throws IOException {
        int from = line.indexOf(" from ", start);
        int colon = from < 0 ? -1 : line.indexOf("]: ", from);
        if (colon < 0 || !LogText.isReplyAt(line, colon + 3)) {
            return;
        }
        int end = line.lastIndexOf("; from=<");
        if (end < colon) {
            end = line.lastIndexOf("; proto=");
        }
        String reply = line.substring(colon + 3, end < colon ? line.length() : end);
        int to = end < colon ? -1 : line.indexOf(" to=<", end);
        String recipient = to < 0 ? "" : LogText.between(line.substring(to), "<", ">");
        found.take(LogText.observed(reply, LogText.command(line.substring(start, from)), recipient, Host.UNKNOWN)
                .build());
    }
}
