package dev.replywise.classify;

import java.util.List;
import java.util.Locale;

/** The id that a server gives a message it has accepted. Every server writes it in its own way. */
final class QueueId {
    private static final int MAX_LENGTH = 120;
    private static final int MAX_TEXT = 1_024;

    private QueueId() {}

    /** The id; empty when the lines hold none. */
    static String find(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            String id = inLine(line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line);
            if (!id.isEmpty()) {
                return id;
            }
        }
        return "";
    }

    private static String inLine(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.length() != line.length()) {
            return "";
        }
        String id = after(line, lower, "internalid=");
        if (id.isEmpty()) {
            id = queuedAs(line, lower);
        }
        if (id.isEmpty() && lower.endsWith(" - gsmtp")) {
            id = lastToken(line, line.length() - " - gsmtp".length());
        }
        if (id.isEmpty() && lower.contains("queued mail for delivery")) {
            id = token(line, Math.max(0, line.indexOf('<')));
        }
        if (id.isEmpty()) {
            id = before(line, lower, " message accepted");
        }
        if (id.isEmpty()) {
            id = after(line, lower, "id=");
        }
        if (id.isEmpty()) {
            id = after(line, lower, " qp ");
        }
        if (id.isEmpty()) {
            id = before(line, lower, " mail accepted");
        }
        if (id.isEmpty()) {
            id = before(line, lower, " saved");
        }
        if (id.isEmpty() && lower.contains("accepted")) {
            id = after(line, lower, "message ");
        }
        if (id.isEmpty()) {
            id = before(line, lower, " received ok");
        }
        return id.isEmpty() ? afterOk(line, lower) : id;
    }

    /** "queued as X", "queued with id X", "queued on host as X", "Message Queued (X)". */
    private static String queuedAs(String line, String lower) {
        int queued = lower.indexOf("queued");
        if (queued < 0) {
            return "";
        }
        int from = queued + "queued".length();
        int as = lower.indexOf(" as ", from);
        if (as >= 0 && as - from < 80) {
            return token(line, as + 4);
        }
        String rest = lower.substring(from);
        if (rest.startsWith(" (") || rest.startsWith(": ") || rest.startsWith(" [")) {
            return token(line, from + 2);
        }
        return after(line, lower, " id ");
    }

    /** "OK X", "Ok: X", behind the status code, when nothing but the id follows. */
    private static String afterOk(String line, String lower) {
        int start = Scan.skipBlanks(line, 0);
        start = Scan.skipBlanks(line, start + Scan.enhancedCodeLength(line, start));
        if (!lower.startsWith("ok", start)) {
            return "";
        }
        start += 2;
        while (start < line.length() && (line.charAt(start) == ':' || line.charAt(start) == ',')) {
            start++;
        }
        if (start >= line.length() || line.charAt(start) != ' ') {
            return "";
        }
        start = Scan.skipBlanks(line, start);
        int end = start;
        while (end < line.length() && line.charAt(end) != ' ') {
            end++;
        }
        boolean alone = Scan.skipBlanks(line, end) == line.length();
        return alone ? token(line, start) : "";
    }

    private static String after(String line, String lower, String words) {
        int at = lower.indexOf(words);
        boolean apart = at >= 0 && (at == 0 || words.charAt(0) == ' ' || !Scan.isAlphanumeric(lower.charAt(at - 1)));
        return apart ? token(line, at + words.length()) : "";
    }

    private static String before(String line, String lower, String words) {
        int at = lower.indexOf(words);
        return at <= 0 ? "" : lastToken(line, at);
    }

    private static String lastToken(String line, int end) {
        int start = end;
        while (start > 0 && line.charAt(start - 1) != ' ') {
            start--;
        }
        String status = line.substring(start, end);
        return Scan.enhancedCodeLength(status, 0) == status.length() ? "" : token(line, start);
    }

    /** The id that begins here, without what encloses it; empty when it does not look like one. */
    private static String token(String line, int from) {
        int start = from;
        while (start < line.length() && " <([\"':".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        boolean digit = false;
        while (end < line.length() && isPart(line.charAt(end))) {
            digit |= Scan.isDigit(line.charAt(end));
            end++;
        }
        while (end > start && ".,;:".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        boolean looksLikeOne = digit && end - start >= 3 && end - start <= MAX_LENGTH;
        boolean status = Scan.enhancedCodeLength(line, start) == end - start;
        boolean seconds = line.startsWith(" sec", end) && start > 0 && line.charAt(start - 1) == '(';
        return looksLikeOne && !status && !seconds ? line.substring(start, end) : "";
    }

    private static boolean isPart(char c) {
        return Scan.isAlphanumeric(c) || "._-:/+=@$%~!,#".indexOf(c) >= 0;
    }
}
