package dev.replywise.event;

import dev.replywise.reply.SmtpCommand;

/** Knows which positive replies cannot answer a command (RFC 5321 §4.3.2), a sign that replies have shifted. Stateless. */
final class ReplyPlace {
    private ReplyPlace() {}

    /** Whether a reply code can answer a command; refusals can answer any. */
    static boolean fits(SmtpCommand command, int code) {
        if (command == SmtpCommand.OTHER || code < 200 || code >= 400) {
            return true;
        }
        switch (code) {
            case 220:
                return command == SmtpCommand.CONNECT || command == SmtpCommand.STARTTLS;
            case 221:
                return command == SmtpCommand.QUIT;
            case 235:
            case 334:
                return command == SmtpCommand.AUTH;
            case 354:
                return command == SmtpCommand.DATA;
            default:
                return !hasOneOfThose(command);
        }
    }

    private static boolean hasOneOfThose(SmtpCommand command) {
        switch (command) {
            case CONNECT:
            case STARTTLS:
            case AUTH:
            case DATA:
            case QUIT:
                return true;
            default:
                return false;
        }
    }
}
