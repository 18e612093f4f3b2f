package dev.replywise.classify;

/** Finds the client's IP address in a text, as the server saw it. Linear: each look ahead is bounded. */
final class IpScanner {
    private static final int MAX_IPV6 = 45;

    private IpScanner() {}

    /**
     * The address; empty when the text holds none. An address in brackets or behind a leading word is preferred.
     *
     * @param four whether the text may hold an address of version 4
     * @param colon whether the text holds a colon
     */
    static String find(FactCollector collector, boolean four, boolean colon) {
        String text = collector.text();
        // Most texts hold no colons but those of sentences, and need not be looked through for the longer kind.
        boolean colons = colon && (text.indexOf("::") >= 0 || colons(text) >= 7);
        if (!four && !colons) {
            return "";
        }
        String first = "";
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = Scan.isDigit(c);
            if (!digit && !colons) {
                continue;
            }
            int end = 0;
            if (digit && (i == 0 || !isPart(text.charAt(i - 1)))) {
                end = endOfV4(text, i);
            }
            if (colons && end == 0 && (Scan.isHex(c) || c == ':') && (i == 0 || !isPart(text.charAt(i - 1)))) {
                end = endOfV6(text, i);
            }
            if (end > 0) {
                String address = text.substring(i, end);
                if (isClient(text, collector.words(), i)) {
                    return address;
                }
                first = first.isEmpty() ? address : first;
                i = end - 1;
            }
        }
        return first;
    }

    private static int colons(String text) {
        int count = 0;
        for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
            count++;
        }
        return count;
    }

    private static boolean isPart(char c) {
        return Scan.isAlphanumeric(c) || c == '.' || c == '_';
    }

    private static boolean isClient(String text, Words words, int start) {
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        if (before == '[' || before == '=') {
            return true;
        }
        int last = words.before(start);
        while (words.isOneOf(last, "(", ":", "<", "\"", "'", "is")) {
            last--;
        }
        return words.isOneOf(last, "ip", "address", "from", "client", "host", "ipv", "addr", "ips", "sender", "地址")
                || words.startsWithOneOf(last, "adress", "ip");
    }

    private static int endOfV4(String text, int start) {
        int at = start;
        for (int part = 0; part < 4; part++) {
            int end = Scan.skipDigits(text, at);
            if (end == at || end - at > 3) {
                return 0;
            }
            int value = 0;
            for (int i = at; i < end; i++) {
                value = 10 * value + (text.charAt(i) - '0');
            }
            if (value > 255) {
                return 0;
            }
            if (part < 3) {
                if (end >= text.length() || text.charAt(end) != '.') {
                    return 0;
                }
                at = end + 1;
            } else {
                at = end;
            }
        }
        // 5.7.1.2.3 is no address; neither are the answers of block lists, 127.0.0.x.
        boolean runsOn = at < text.length()
                && (Scan.isAlphanumeric(text.charAt(at)) || (text.charAt(at) == '.' && Scan.isDigitAt(text, at + 1)));
        boolean local = text.startsWith("127.", start) || text.startsWith("0.", start);
        return runsOn || local ? 0 : at;
    }

    private static int endOfV6(String text, int start) {
        int end = start;
        int groups = 0;
        int digits = 0;
        int doubles = 0;
        boolean hasLetterOrDouble = false;
        while (end < text.length() && end - start <= MAX_IPV6) {
            char c = text.charAt(end);
            if (Scan.isHex(c)) {
                digits++;
                hasLetterOrDouble |= !Scan.isDigit(c);
                if (digits > 4) {
                    return 0;
                }
            } else if (c == ':') {
                if (digits > 0) {
                    groups++;
                } else if (end == start && !text.startsWith("::", start)) {
                    return 0;
                }
                if (end + 1 < text.length() && text.charAt(end + 1) == ':') {
                    doubles++;
                    hasLetterOrDouble = true;
                    end++;
                }
                digits = 0;
            } else {
                break;
            }
            end++;
        }
        boolean runsOn = end < text.length() && Scan.isAlphanumeric(text.charAt(end));
        if (digits > 0) {
            groups++;
        } else if (end > start && text.charAt(end - 1) == ':' && !text.startsWith("::", end - 2)) {
            // A colon of the sentence, not of the address.
            end--;
        }
        boolean complete = doubles == 0 ? groups == 8 : doubles == 1 && groups >= 1 && groups <= 7;
        return complete && !runsOn && hasLetterOrDouble && !text.startsWith("::1", start) ? end : 0;
    }
}
