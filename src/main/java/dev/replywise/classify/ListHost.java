package dev.replywise.classify;

/** The host of a block list that is not among those known by name: "blocked using bl.example.org". */
final class ListHost {
    private ListHost() {}

    /** The host; empty when the text names none. */
    static String find(Words words) {
        for (int i = 1; i < words.size(); i++) {
            boolean leads = (words.isOneOf(i, "using", "by", "in", "on", "at", "from")
                            && words.startsWithOneOf(i - 1, "blocked", "listed", "blacklisted", "found", "blocklisted"))
                    || (words.isOneOf(i, "at", "in")
                            && words.isOneOf(i - 1, "list", "rbl", "dnsbl", "blacklist", "blocklist"))
                    || (words.isOneOf(i, "rbl", "dnsbl", "blacklist", "blocklist"));
            if (!leads) {
                continue;
            }
            int start = words.end(i);
            while (start < words.lower().length()
                    && " :<([\"'".indexOf(words.lower().charAt(start)) >= 0) {
                start++;
            }
            if (start == words.end(i)) {
                continue;
            }
            int end = start;
            boolean letter = false;
            int dots = 0;
            while (end < words.lower().length() && isPart(words.lower().charAt(end))) {
                char c = words.lower().charAt(end);
                letter |= c >= 'a' && c <= 'z';
                dots += c == '.' ? 1 : 0;
                end++;
            }
            while (end > start && words.lower().charAt(end - 1) == '.') {
                end--;
                dots--;
            }
            boolean goesOn =
                    end < words.lower().length() && "@/".indexOf(words.lower().charAt(end)) >= 0;
            if (letter && dots > 0 && end - start <= 253 && !goesOn) {
                return words.lower().substring(start, end);
            }
        }
        return "";
    }

    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z') || Scan.isDigit(c) || c == '.' || c == '-' || c == '_';
    }
}
