package dev.replywise.cli;

import dev.replywise.reply.SmtpCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The main log of Exim: deliveries, failures and deferrals that hold the other server's reply. A reply that ends the
 * try with one host stands in a line of its own, and again in the line of the recipient when no other host helped: it
 * is one reply, taken from the latter. Not thread-safe.
 */
final class EximLog extends LogSource {
    private static final String[] ERRORS = {
        " error from remote mail server after ", " error from remote mailer after ", "LMTP error after "
    };
    private static final String CONFIRMATION = " C=\"";
    private static final String LOGIN_FAILED = " authenticator failed H=";
    private static final String[] MARKS = {" ** ", " == ", " => ", " -> ", " *> "};
    /** Messages whose next line is still awaited. */
    private static final int MAX_WAITING = 1000;

    private static final int MAX_REPLY = 64 * 1024;

    /** What a host said, by message, until the next line of that message tells whether a recipient's line repeats it. */
    private final Map<String, Refusal> waiting = new LinkedHashMap<>();

    private @Nullable Login login;

    /** A refusal that no recipient is named for. */
    private static final class Refusal {
        final String said;
        final ObservedReply reply;

        Refusal(String said, ObservedReply reply) {
            this.said = said;
            this.reply = reply;
        }
    }

    /** A refused login, whose reply Exim writes with its line ends as they are. */
    private static final class Login {
        final Host host;
        final StringBuilder reply;

        Login(Host host, String first) {
            this.host = host;
            this.reply = new StringBuilder(first);
        }
    }

    @Override
    public void end(Found found) throws IOException {
        endLogin(found);
        for (Refusal refusal : new ArrayList<>(waiting.values())) {
            found.take(refusal.reply);
        }
        waiting.clear();
    }

    @Override
    void read(String line, Found found) throws IOException {
        if (login != null) {
            if (login.reply.length() < MAX_REPLY
                    && LogText.isReply(line)
                    && login.reply.substring(0, 3).equals(line.substring(0, 3))) {
                login.reply.append('\n').append(line);
                if (line.length() < 4 || line.charAt(3) != '-') {
                    endLogin(found);
                }
                return;
            }
            endLogin(found);
        }
        Refusal before = waiting.isEmpty() ? null : waiting.remove(message(line));
        if (before != null && !(isDelivery(line) && line.endsWith(before.said))) {
            found.take(before.reply);
        }
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
    private void refusal(String head, String tail, Found found) throws IOException {
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
        ObservedReply reply = LogText.observed(unescaped(tail.substring(colon + 2)), command, recipient, host)
                .build();
        String message = message(head);
        if (isDelivery(head) || message.isEmpty()) {
            found.take(reply);
            return;
        }
        if (waiting.size() >= MAX_WAITING) {
            List<String> oldest = new ArrayList<>(waiting.keySet());
            Refusal given = waiting.remove(oldest.get(0));
            if (given != null) {
                found.take(given.reply);
            }
        }
        waiting.put(message, new Refusal(tail, reply));
    }

    private static boolean isDelivery(String text) {
        return delivery(text) >= 0;
    }

    /** Where the mark of a delivery line stands, -1 in any other line. */
    private static int delivery(String text) {
        for (String mark : MARKS) {
            int at = text.indexOf(mark);
            if (at >= 0) {
                return at;
            }
        }
        return -1;
    }

    /** The message's name: the word before the mark of a delivery line, before the host, or at the end. */
    private static String message(String text) {
        int end = delivery(text);
        if (end < 0) {
            int host = text.indexOf(" H=");
            end = host >= 0 ? host : text.endsWith(" Completed") ? text.length() - 10 : -1;
        }
        return end < 0 ? "" : text.substring(text.lastIndexOf(' ', end - 1) + 1, end);
    }

    /** {@code mx.example.org [192.0.2.1] 535 …}. */
    private void login(String tail, Found found) throws IOException {
        int close = tail.indexOf(']');
        int reply = close + 1;
        while (close >= 0 && reply < tail.length() && (tail.charAt(reply) == ' ' || tail.charAt(reply) == ':')) {
            reply++;
        }
        if (close >= 0 && LogText.isReplyAt(tail, reply)) {
            Host host = Host.parse(tail.substring(0, close + 1));
            login = new Login(host, unescaped(tail.substring(reply)));
            int last = login.reply.lastIndexOf("\n") + 1;
            if (last + 3 >= login.reply.length() || login.reply.charAt(last + 3) != '-') {
                endLogin(found);
            }
        }
    }

    private void endLogin(Found found) throws IOException {
        Login ended = login;
        login = null;
        if (ended != null) {
            found.take(LogText.observed(ended.reply.toString(), SmtpCommand.AUTH, "", ended.host)
                    .build());
        }
    }

    /** The address behind the mark of a delivery line; the one in angle brackets where a local part stands before it. */
    private static String recipient(String head) {
        int at = delivery(head);
        if (at < 0) {
            return "";
        }
        String rest = head.substring(at + 4);
        String first = LogText.address(rest);
        if (first.endsWith(":")) {
            first = first.substring(0, first.length() - 1);
        }
        return first.indexOf('@') < 0 && rest.startsWith(first + " <") ? LogText.between(rest, "<", ">") : first;
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
