package dev.replywise.event;

import dev.replywise.reply.SmtpCommand;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A command on its way: what its reply has to be matched with. */
final class SentCommand {
    private static final byte[] NOTHING = new byte[0];
    private static final int MAX_ARGUMENT = 512;

    private final SmtpCommand command;
    private final String argument;
    private final boolean lastChunk;
    private final byte[] secretLine;
    private long sentNanos;

    private SentCommand(SmtpCommand command, String argument, boolean lastChunk, byte[] secretLine, long sentNanos) {
        this.command = command;
        this.argument = argument;
        this.lastChunk = lastChunk;
        this.secretLine = secretLine;
        this.sentNanos = sentNanos;
    }

    /** What is awaited when no line was sent: the greeting, or a reply that nobody asked for. */
    static SentCommand withoutLine(SmtpCommand command, long sentNanos) {
        return new SentCommand(command, "", false, NOTHING, sentNanos);
    }

    /**
     * Reads a line, without its end, in time linear to its first part.
     *
     * @param authStep whether the line continues an AUTH exchange and is a secret, whatever it looks like
     */
    static SentCommand ofLine(byte[] line, boolean authStep, long sentNanos) {
        if (authStep) {
            return new SentCommand(SmtpCommand.AUTH, "", false, line, sentNanos);
        }
        if (line.length == 1 && line[0] == '.') {
            return new SentCommand(SmtpCommand.END_OF_DATA, "", false, NOTHING, sentNanos);
        }
        SmtpCommand command = SmtpCommand.ofLine(line);
        switch (command) {
            case MAIL:
            case RCPT:
                return new SentCommand(command, path(text(line)), false, NOTHING, sentNanos);
            case EHLO:
            case HELO:
                return new SentCommand(command, word(text(line), 1), false, NOTHING, sentNanos);
            case AUTH:
                return new SentCommand(command, word(text(line), 1).toUpperCase(Locale.ROOT), false, line, sentNanos);
            case BDAT:
                boolean last = "LAST".equals(word(text(line), 2).toUpperCase(Locale.ROOT));
                return new SentCommand(command, "", last, NOTHING, sentNanos);
            case CONNECT:
            case END_OF_DATA:
                // names of ours, no words of the protocol
                return new SentCommand(SmtpCommand.OTHER, "", false, NOTHING, sentNanos);
            default:
                return new SentCommand(command, "", false, NOTHING, sentNanos);
        }
    }

    SmtpCommand command() {
        return command;
    }

    /** The path of MAIL and RCPT, the name of EHLO and HELO, the mechanism of AUTH; empty for the rest. */
    String argument() {
        return argument;
    }

    /** Whether the reply to this decides about the message: the end of data, or the last chunk (RFC 3030 §2). */
    boolean endsMessage() {
        return command == SmtpCommand.END_OF_DATA || lastChunk;
    }

    /** Whether this belongs to a mail transaction (RFC 5321 §3.3). */
    boolean isOfTransaction() {
        switch (command) {
            case MAIL:
            case RCPT:
            case DATA:
            case BDAT:
            case END_OF_DATA:
                return true;
            default:
                return false;
        }
    }

    /** The library's own bytes of an AUTH line, to take echoes of them out of the reply; empty for other lines. */
    byte[] secretLine() {
        return secretLine;
    }

    long sentNanos() {
        return sentNanos;
    }

    /** More of it was written: the clock starts at its last octet. */
    void written(long nanos) {
        sentNanos = nanos;
    }

    private static String text(byte[] line) {
        // A character of UTF-8 takes up to four octets; the verb and its parameters need some room of their own.
        int length = Math.min(line.length, 4 * MAX_ARGUMENT);
        return ReplyText.decode(new String(line, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** The address between the angle brackets, without a source route; brackets inside a quoted local part count as text. */
    private static String path(String line) {
        int start = line.indexOf(':') + 1;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        boolean bracket = start < line.length() && line.charAt(start) == '<';
        if (bracket) {
            start++;
        }
        int end = start;
        int routeEnd = start;
        boolean quoted = false;
        for (; end < line.length(); end++) {
            char c = line.charAt(end);
            if (quoted && c == '\\') {
                end++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '>' || (!bracket && c == ' '))) {
                break;
            } else if (!quoted && c == ':' && line.charAt(start) == '@') {
                routeEnd = end + 1;
            }
        }
        return bounded(line.substring(routeEnd, Math.min(end, line.length())));
    }

    private static String word(String line, int index) {
        int at = 0;
        for (int skipped = 0; ; skipped++) {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
            int end = line.indexOf(' ', at);
            if (skipped == index) {
                return bounded(end < 0 ? line.substring(at) : line.substring(at, end));
            }
            if (end < 0) {
                return "";
            }
            at = end;
        }
    }

    private static String bounded(String text) {
        return text.length() > MAX_ARGUMENT ? text.substring(0, MAX_ARGUMENT) : text;
    }
}
