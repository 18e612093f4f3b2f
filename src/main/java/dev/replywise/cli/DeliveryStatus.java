package dev.replywise.cli;

import dev.replywise.reply.EnhancedStatusCode;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.io.IOException;
import java.util.Locale;

/**
 * Delivery status notifications (RFC 3464), alone or inside whole messages, several one after the other: the fields of
 * each recipient. Not thread-safe.
 */
final class DeliveryStatus implements ReplySource {
    private static final int MAX_FIELD = 64 * 1024;

    private final StringBuilder field = new StringBuilder();
    private String recipient = "";
    private String original = "";
    private String status = "";
    private String diagnostic = "";
    private String remote = "";

    @Override
    public void line(LineReader reader, Found found) throws IOException {
        String line = reader.text();
        boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
        if (folded && field.length() > 0) {
            unfold(line.trim());
            return;
        }
        endField();
        if (line.isEmpty() || line.startsWith("--")) {
            endGroup(found);
        } else if (isField(line)) {
            field.append(line);
        }
    }

    @Override
    public void end(Found found) throws IOException {
        endField();
        endGroup(found);
    }

    /** A folded line that begins with a code is a line of the reply; all others go on. */
    private void unfold(String line) {
        if (field.length() < MAX_FIELD && !line.isEmpty()) {
            field.append(LogText.isReply(line) && line.length() > 3 ? '\n' : ' ')
                    .append(line);
        }
    }

    private static boolean isField(String line) {
        int colon = line.indexOf(':');
        if (colon < 6 || colon > 40) {
            return false;
        }
        switch (line.substring(0, colon).trim().toLowerCase(Locale.ROOT)) {
            case "final-recipient":
            case "original-recipient":
            case "status":
            case "diagnostic-code":
            case "remote-mta":
                return true;
            default:
                return false;
        }
    }

    private void endField() {
        if (field.length() == 0) {
            return;
        }
        String text = field.toString();
        field.setLength(0);
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1).trim();
        switch (text.substring(0, colon).trim().toLowerCase(Locale.ROOT)) {
            case "final-recipient":
                recipient = LogText.address(behindType(value));
                break;
            case "original-recipient":
                original = LogText.address(behindType(value));
                break;
            case "status":
                status = firstWord(value);
                break;
            case "diagnostic-code":
                diagnostic = value;
                break;
            default:
                remote = behindType(value);
        }
    }

    private void endGroup(Found found) throws IOException {
        String reply = behindType(diagnostic);
        EnhancedStatusCode code = EnhancedStatusCode.parse(status);
        String address = recipient.isEmpty() ? original : recipient;
        int assumed = 0;
        if (!LogText.isReply(reply)) {
            // What is no reply of a server still has the status that the reporting server gave it.
            assumed = assumedCode(code);
            reply = join(status, reply);
        }
        boolean any = !diagnostic.isEmpty() || (!address.isEmpty() && code.isPresent());
        if (any && (assumed > 0 || LogText.isReply(reply))) {
            found.take(LogText.observed(reply, SmtpCommand.OTHER, address, Host.parse(remote))
                    .assumedCode(assumed)
                    .build());
        }
        recipient = "";
        original = "";
        status = "";
        diagnostic = "";
        remote = "";
    }

    private static String join(String status, String text) {
        return text.isEmpty() ? status : text.startsWith(status) ? text : status + " " + text;
    }

    private static int assumedCode(EnhancedStatusCode code) {
        ReplyClass replyClass = code.replyClass();
        return replyClass == ReplyClass.POSITIVE
                ? 250
                : replyClass == ReplyClass.TRANSIENT ? 450 : code.isPresent() ? 550 : 0;
    }

    /** Fields such as {@code rfc822; a@example.org} and {@code smtp; 550 …} begin with a type. */
    private static String behindType(String value) {
        int semicolon = value.indexOf(';');
        boolean isType = semicolon > 0;
        for (int i = 0; i < semicolon; i++) {
            char c = value.charAt(i);
            isType &= Character.isLetterOrDigit(c) || c == '-' || c == ' ' || c == '_';
        }
        return isType && !LogText.isReply(value)
                ? value.substring(semicolon + 1).trim()
                : value;
    }

    private static String firstWord(String value) {
        int end = 0;
        while (end < value.length() && " \t(\n".indexOf(value.charAt(end)) < 0) {
            end++;
        }
        return value.substring(0, end);
    }
}
