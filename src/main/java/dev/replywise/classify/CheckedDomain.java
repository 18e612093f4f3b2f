package dev.replywise.classify;

/** The domain whose SPF, DKIM or DMARC check a refusal is about. */
final class CheckedDomain {
    private static final int MAX_LENGTH = 253;

    private CheckedDomain() {}

    /** The domain in lower case; empty when the text names none for sure. */
    static String find(Words words) {
        String text = words.lower();
        String best = "";
        int bestScore = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == 'h' && (text.startsWith("http://", i) || text.startsWith("https://", i))) {
                while (i < text.length() && text.charAt(i) > ' ') {
                    i++;
                }
                continue;
            }
            if (!isPart(c) || c == '-' || c == '.') {
                i++;
                continue;
            }
            int start = i;
            while (i < text.length() && isPart(text.charAt(i))) {
                i++;
            }
            int end = i;
            while (end > start && !isAlphanumeric(text.charAt(end - 1))) {
                end--;
            }
            if (isDomain(text, start, end)) {
                int score = score(words, text, start, end);
                if (score > bestScore) {
                    bestScore = score;
                    best = text.substring(start, end);
                }
            }
        }
        return best;
    }

    private static int score(Words words, String text, int start, int end) {
        boolean inAddress = start > 0 && text.charAt(start - 1) == '@';
        int from = start;
        if (inAddress) {
            from--;
            while (from > 0
                    && start - from < 66
                    && text.charAt(from - 1) > ' '
                    && "<([\"'=:".indexOf(text.charAt(from - 1)) < 0) {
                from--;
            }
        }
        int last = words.before(from);
        while (words.isOneOf(last, "[", "(", "<", ":", "\"", "'", "=")) {
            last--;
        }
        if (words.startsWithOneOf(last, "domain", "域名")) {
            return 5;
        }
        if (words.isOneOf(last, "of", "for", "by")
                && words.startsWithOneOf(last - 1, "domain", "policy", "record", "dmarc", "spf", "dkim", "fail")) {
            return 5;
        }
        if (words.isOneOf(last, "from", "d", "mailfrom", "sender")) {
            return 4;
        }
        if (words.isOneOf(last, "of", "for", "spf", "dkim", "dmarc", "that", "because", "policy", "von", "de")) {
            return 3;
        }
        boolean owned =
                text.startsWith("'s ", end) || text.startsWith(" does not", end) || text.startsWith(" has", end);
        return owned || (start > 0 && text.charAt(start - 1) == '[' && !inAddress) ? 2 : inAddress ? 1 : 0;
    }

    private static boolean isDomain(String text, int start, int end) {
        if (end - start > MAX_LENGTH || end - start < 4 || (end < text.length() && text.charAt(end) == '@')) {
            return false;
        }
        // "header.from=example.com" and "smtp.mailfrom" name a property; "host.example.com/path" is half a link.
        if (end < text.length() && (text.charAt(end) == '=' || text.charAt(end) == '/')) {
            return false;
        }
        int dot = text.lastIndexOf('.', end - 1);
        if (dot <= start || end - dot < 3 || text.indexOf("..", start) >= 0 && text.indexOf("..", start) < end) {
            return false;
        }
        for (int i = dot + 1; i < end; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z') && c < 128) {
                return text.startsWith("xn--", dot + 1);
            }
        }
        return true;
    }

    private static boolean isPart(char c) {
        return isAlphanumeric(c) || c == '.' || c == '-' || c == '_';
    }

    private static boolean isAlphanumeric(char c) {
        return c < 128 ? Scan.isAlphanumeric(c) : Character.isLetterOrDigit(c);
    }
}
