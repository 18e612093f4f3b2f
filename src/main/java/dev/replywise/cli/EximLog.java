package dev.replywise.cli;

import dev.replywise.reply.SmtpCommand;
import java.io.IOException;

/** The main log of Exim: deliveries, failures and deferrals that hold the other server's reply. */
final class EximLog extends LogSource {
    private static final String[] ERRORS = {
        " error from remote mail server after ", " error from remote mailer after ", "LMTP error after "
    };
    private static final String CONFIRMATION = " C=\"";
    private static final String LOGIN_FAILED = " authenticator failed H=";

    @Override
    void read(String line, Found found) throws IOException {
        for (String error : ERRORS) {
            int at = line.indexOf(error);
            if (at >= 0) {
                refusal(line.substring(0, at), line.substring(at + error.length()), found);
                return;
            }
        }
        int login = line.indexOf(LOGIN_FAILED);
        if (login >= 0) {
            login(line.substring(login + LOGIN_FAILED.length()), found);
            return;
        }
        int confirmation = line.indexOf(CONFIRMATION);
        if (confirmation >= 0) {
            String reply = quoted(line, confirmation + CONFIRMATION.length());
            String head = line.substring(0, confirmation);
            if (LogText.isReply(reply)) {
                found.take(LogText.observed(reply, SmtpCommand.END_OF_DATA, recipient(head), host(head))
                        .build());
            }
        }
    }

    /** Behind the mark: {@code RCPT TO:<a@b>: host mx [192.0.2.1]: 550 …}, the host only from older versions. */
    private static void refusal(String head, String tail, Found found) throws IOException {
        int colon = tail.indexOf(": ");
        while (colon >= 0 && !LogText.isReplyAt(tail, colon + 2)) {
            colon = tail.indexOf(": ", colon + 2);
        }
        if (colon < 0) {
            return;
        }
        String stage = tail.substring(0, colon);
        Host host = host(head);
        int named = stage.indexOf(": host ");
        if (named >= 0) {
            host = Host.parse(stage.substring(named + 7));
            stage = stage.substring(0, named);
        }
        SmtpCommand command = LogText.command(stage);
        String recipient = recipient(head);
        if (recipient.isEmpty() && command == SmtpCommand.RCPT) {
            recipient = LogText.between(stage, "<", ">");
        }
        found.take(LogText.observed(unescaped(tail.substring(colon + 2)), command, recipient, host)
                .build());
    }

    /** {@code mx.example.org [192.0.2.1] 535 …}. */
    private static void login(String tail, Found found) throws IOException {
        int close = tail.indexOf(']');
        int reply = close + 1;
        while (close >= 0 && reply < tail.length() && (tail.charAt(reply) == ' ' || tail.charAt(reply) == ':')) {
            reply++;
        }
        if (close >= 0 && LogText.isReplyAt(tail, reply)) {
            Host host = Host.parse(tail.substring(0, close + 1));
            found.take(LogText.observed(unescaped(tail.substring(reply)), SmtpCommand.AUTH, "", host)
                    .build());
        }
    }

    /** The address behind the mark of a delivery line; the one in angle brackets where a local part stands before it. */
    private static String recipient(String head) {
        for (String mark : new String[] {" ** ", " == ", " => ", " -> ", " *> "}) {
            int at = head.indexOf(mark);
            if (at >= 0) {
                String rest = head.substring(at + mark.length());
                String first = LogText.address(rest);
                if (first.endsWith(":")) {
                    first = first.substring(0, first.length() - 1);
                }
                return first.indexOf('@') < 0 && rest.startsWith(first + " <")
                        ? LogText.between(rest, "<", ">")
                        : first;
            }
        }
        return "";
    }

    private static Host host(String head) {
        int at = head.indexOf(" H=");
        if (at < 0) {
            return Host.UNKNOWN;
        }
        int close = head.indexOf(']', at);
        int end = close < 0 ? head.indexOf(' ', at + 3) : close + 1;
        if (close >= 0 && close + 1 < head.length() && head.charAt(close + 1) == ':') {
            end = Math.min(head.length(), close + 7);
        }
        return Host.parse(head.substring(at + 3, end < 0 ? head.length() : end));
    }

    private static String quoted(String line, int start) {
        int end = start;
        while (end < line.length() && line.charAt(end) != '"') {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        return unescaped(line.substring(start, Math.min(end, line.length())));
    }

    /** Exim writes line ends as {@code \n}, and quotes and backslashes behind a backslash. */
    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (next == 'n' || next == 'r') {
                out.append(next == 'n' ? '\n' : '\r');
                i++;
            } else if (next == '"' || next == '\\') {
                out.append(next);
                i++;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
