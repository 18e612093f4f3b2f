package dev.replywise.reply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a {@link SmtpReply} of the text that a server sent. Total: any text in, a value out, in time linear to its
 * length. Stateless and thread-safe.
 */
public final class ReplyParser {
    /** Characters of a reply that are looked at; what lies behind is dropped. */
    public static final int MAX_TEXT = 64 * 1024;

    private ReplyParser() {}

    /**
     * Reads a whole reply, all lines with their codes, with any of CR LF, LF and CR between them.
     *
     * @param raw what the server sent; need not be well-formed
     */
    public static SmtpReply parse(String raw) {
        return read(raw, -1);
    }

    /**
     * Reads a reply whose code somebody else has decided on, as a mail library does; that code counts.
     *
     * @param code the library's code; a number that is not of three digits means that no reply came
     * @param raw what the server sent; need not be well-formed
     */
    public static SmtpReply parse(int code, String raw) {
        return read(raw, code < 0 ? 0 : code);
    }

    private static SmtpReply read(String raw, int decidedCode) {
        String text = raw.length() > MAX_TEXT ? raw.substring(0, MAX_TEXT) : raw;
        List<String> rawLines = splitLines(text);
        if (rawLines.isEmpty()) {
            if (decidedCode <= 0 && text.isEmpty()) {
                return SmtpReply.NONE;
            }
            return SmtpReply.create(
                    ReplyCode.of(decidedCode),
                    EnhancedStatusCode.NONE,
                    Collections.<String>emptyList(),
                    decidedCode > 0 ? Collections.<ReplyAnomaly>emptySet() : EnumSet.of(ReplyAnomaly.MALFORMED));
        }
        Set<ReplyAnomaly> anomalies = EnumSet.noneOf(ReplyAnomaly.class);
        List<String> lines = new ArrayList<>(rawLines.size());
        int lastCode = 0;
        for (int i = 0; i < rawLines.size(); i++) {
            String line = rawLines.get(i);
            int lineCode = codeOf(line);
            char separator = line.length() > 3 ? line.charAt(3) : ' ';
            boolean last = i == rawLines.size() - 1;
            if (lineCode == 0 || (last ? separator != ' ' : separator != '-')) {
                anomalies.add(ReplyAnomaly.MALFORMED);
            }
            if (lineCode != 0) {
                if (lastCode != 0 && lineCode != lastCode) {
                    anomalies.add(ReplyAnomaly.MIXED_CODES);
                }
                lastCode = lineCode;
            }
            boolean hasPrefix = lineCode != 0 && (separator == ' ' || separator == '-');
            String rest = hasPrefix ? line.substring(Math.min(4, line.length())) : line;
            if (hasPrefix) {
                addUnfolded(rest, lineCode, lines);
            } else {
                lines.add(rest);
            }
        }
        int value = decidedCode >= 0 ? decidedCode : codeOf(rawLines.get(0));
        ReplyCode code = ReplyCode.of(value);
        if (code.isPresent() && code.replyClass() == ReplyClass.NONE) {
            anomalies.add(ReplyAnomaly.MALFORMED);
        }
        EnhancedStatusCode enhanced = EnhancedStatusFinder.find(lines);
        if (enhanced.isPresent() && code.isPresent() && enhanced.classDigit() != code.value() / 100) {
            anomalies.add(ReplyAnomaly.ENHANCED_MISMATCH);
        }
        return SmtpReply.create(code, enhanced, lines, anomalies);
    }

    /** Log lines and pasted replies carry the continuation prefixes ("550-5.7.26 ") inside one line of text. */
    private static void addUnfolded(String line, int code, List<String> lines) {
        String prefix = " " + code + "-";
        int start = 0;
        for (int next = line.indexOf(prefix); next >= 0; next = line.indexOf(prefix, start)) {
            lines.add(line.substring(start, next));
            start = next + prefix.length();
        }
        int last = start == 0 ? -1 : line.lastIndexOf(" " + code + " ");
        if (last >= start) {
            lines.add(line.substring(start, last));
            start = last + prefix.length();
        }
        lines.add(line.substring(start));
    }

    private static int codeOf(String line) {
        if (line.length() < 3) {
            return 0;
        }
        int value = 0;
        for (int i = 0; i < 3; i++) {
            char c = line.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            value = value * 10 + (c - '0');
        }
        return value < 100 ? 0 : value;
    }

    private static List<String> splitLines(String text) {
        List<String> lines = new ArrayList<>(2);
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                if (i > start) {
                    lines.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }
}
