package dev.replywise.reply;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The command that a reply answers (RFC 5321 §4.1 and extensions), by the names of {@code smtp.command}. */
public enum SmtpCommand {
    /** The opening of the connection, answered by the greeting (RFC 5321 §3.1). */
    CONNECT,
    EHLO,
    HELO,
    /** RFC 3207. */
    STARTTLS,
    /** RFC 4954; the steps of an exchange too. */
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /** The end of the message body, whose reply decides about the message (RFC 5321 §4.1.1.4). */
    END_OF_DATA,
    /** RFC 3030. */
    BDAT,
    RSET,
    NOOP,
    VRFY,
    EXPN,
    HELP,
    /** RFC 1985. */
    ETRN,
    QUIT,
    /** Any other word. */
    OTHER;

    private static final SmtpCommand[] VALUES = values();

    /** The command that a line begins with; {@link #OTHER} when it is none of ours. Case does not count. */
    public static SmtpCommand ofLine(byte[] line) {
        int end = 0;
        while (end < line.length && end < 9 && isLetter(line[end])) {
            end++;
        }
        return ofVerb(new String(line, 0, end, StandardCharsets.US_ASCII));
    }

    /** The command of a verb such as {@code RCPT} or of a name of this list; {@link #OTHER} when it is neither. */
    public static SmtpCommand ofVerb(String verb) {
        String name = verb.trim().toUpperCase(Locale.ROOT);
        for (SmtpCommand command : VALUES) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        return OTHER;
    }

    private static boolean isLetter(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }
}
