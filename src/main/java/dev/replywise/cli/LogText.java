package dev.replywise.cli;

import dev.replywise.classify.ReplyContext;
import dev.replywise.reply.SmtpCommand;
import java.util.Locale;

/** Small searches in log lines. Stateless; each takes time linear to the text. */
final class LogText {
    private LogText() {}

    /** Whether a reply begins at an index: a code that RFC 5321 allows, and a blank, a hyphen or nothing behind it. */
    static boolean isReplyAt(String text, int at) {
        if (at < 0 || at + 3 > text.length()) {
            return false;
        }
        char first = text.charAt(at);
        boolean digits = first >= '2' && first <= '5' && isDigit(text.charAt(at + 1)) && isDigit(text.charAt(at + 2));
        return digits && (at + 3 == text.length() || text.charAt(at + 3) == ' ' || text.charAt(at + 3) == '-');
    }

    static boolean isReply(String text) {
        return isReplyAt(text, 0);
    }

    /** What stands between two marks, the first one as early as it can be; empty when one of them is missing. */
    static String between(String text, String before, String after) {
        int start = text.indexOf(before);
        if (start < 0) {
            return "";
        }
        start += before.length();
        int end = text.indexOf(after, start);
        return end < 0 ? "" : text.substring(start, end);
    }

    /** The value behind {@code key=}, up to a comma or the end; empty when there is none. */
    static String value(String text, String key) {
        int start = text.indexOf(key);
        if (start < 0) {
            return "";
        }
        start += key.length();
        int end = text.indexOf(',', start);
        return text.substring(start, end < 0 ? text.length() : end).trim();
    }

    /** The address in {@code <…>} at the beginning of a text, else its first word. */
    static String address(String text) {
        String trimmed = text.trim();
        if (trimmed.startsWith("<")) {
            int end = trimmed.indexOf('>');
            return end < 0 ? "" : trimmed.substring(1, end);
        }
        int end = 0;
        while (end < trimmed.length() && " ,;>".indexOf(trimmed.charAt(end)) < 0) {
            end++;
        }
        return trimmed.substring(0, end);
    }

    /** The command that a phrase such as {@code RCPT TO:<a@b>} or {@code end of data} names. */
    static SmtpCommand command(String phrase) {
        String text = phrase.trim();
        if (text.regionMatches(true, 0, "pipelined ", 0, 10)) {
            text = text.substring(10);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("end of data")
                || lower.startsWith("end-of-message")
                || lower.startsWith("sending data")
                || lower.startsWith("message body")) {
            return SmtpCommand.END_OF_DATA;
        }
        if (lower.startsWith("initial connection") || lower.startsWith("connect")) {
            return SmtpCommand.CONNECT;
        }
        if (lower.startsWith("lhlo")) {
            return SmtpCommand.EHLO;
        }
        if (lower.startsWith("final rset")) {
            return SmtpCommand.RSET;
        }
        int end = 0;
        while (end < lower.length() && lower.charAt(end) >= 'a' && lower.charAt(end) <= 'z') {
            end++;
        }
        return SmtpCommand.ofVerb(lower.substring(0, end));
    }

    /** What is known of a reply by command, recipient and server. */
    static ObservedReply.Builder observed(String reply, SmtpCommand command, String recipient, Host host) {
        int at = recipient.lastIndexOf('@');
        return ObservedReply.builder()
                .reply(reply)
                .recipient(recipient)
                .port(host.port())
                .peerAddress(host.ip())
                .context(ReplyContext.builder()
                        .command(command)
                        .server(host.name())
                        .recipientDomain(
                                at < 0 ? "" : recipient.substring(at + 1).toLowerCase(Locale.ROOT))
                        .build());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
