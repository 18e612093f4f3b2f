package dev.replywise.classify;

/** The provider's own code for a condition: {@code S3140}, {@code TSS04}, {@code OFR_506}, {@code AUP#1310}. */
final class Subcode {
    private static final int MAX_LENGTH = 64;

    private static final boolean[] PART = new boolean[128];

    static {
        for (char c = 0; c < PART.length; c++) {
            PART[c] = Scan.isAlphanumeric(c) || c == '_' || c == ':' || c == '#' || c == '-' || c == '.';
        }
    }

    private Subcode() {}

    /** The code; empty when the text holds none. */
    static String find(String whole) {
        String text = whole.length() > Words.MAX_TEXT ? whole.substring(0, Words.MAX_TEXT) : whole;
        String google = parameter(text, "support.google.com/", "p=");
        if (!google.isEmpty()) {
            return google;
        }
        int i = 0;
        while (i < text.length()) {
            char first = text.charAt(i);
            if (first == 'h' && text.startsWith("http", i)) {
                // What looks like a code within a link is part of the link.
                while (i < text.length() && text.charAt(i) > ' ') {
                    i++;
                }
                continue;
            }
            if (!Scan.isAlphanumeric(first)) {
                i++;
                continue;
            }
            int end = i;
            boolean mixed = false;
            for (; end < text.length(); end++) {
                char c = text.charAt(end);
                if (!isPart(c)) {
                    break;
                }
                mixed |= c < 'A';
            }
            // Most words are plain ones. Codes are written in capitals and hold a digit or a mark.
            if (!isUpper(first) || !(mixed || text.startsWith("AS(", i))) {
                i = end;
                continue;
            }
            int trimmed = end;
            while (trimmed > i && !Scan.isAlphanumeric(text.charAt(trimmed - 1))) {
                trimmed--;
            }
            char before = i == 0 ? ' ' : text.charAt(i - 1);
            char after = end == text.length() ? ' ' : text.charAt(end);
            if (trimmed - i <= MAX_LENGTH && before != '@' && before != '<' && after != '@') {
                String token = text.substring(i, trimmed);
                if (token.equals("AS") && after == '(') {
                    int close = Scan.skipDigits(text, end + 1);
                    if (close > end + 1 && close < text.length() && text.charAt(close) == ')' && close - end < 20) {
                        return text.substring(i, close + 1);
                    }
                }
                boolean enclosed = (before == '(' && after == ')') || (before == '[' && after == ']');
                if (isCode(token, enclosed && trimmed == end)) {
                    return token;
                }
            }
            i = end;
        }
        return "";
    }

    private static boolean isPart(char c) {
        return c < 128 && PART[c];
    }

    private static String parameter(String text, String host, String name) {
        int at = text.indexOf(host);
        if (at < 0) {
            return "";
        }
        for (int i = at; i < text.length() && text.charAt(i) > ' '; i++) {
            char c = text.charAt(i);
            if ((c == '?' || c == '&') && text.startsWith(name, i + 1)) {
                int start = i + 1 + name.length();
                int end = start;
                while (end < text.length()
                        && end - start < MAX_LENGTH
                        && (Scan.isAlphanumeric(text.charAt(end)) || text.charAt(end) == '_')) {
                    end++;
                }
                return text.substring(start, end);
            }
        }
        return "";
    }

    private static boolean isCode(String token, boolean enclosed) {
        if (token.startsWith("AUP#") && token.length() > 4) {
            return true;
        }
        if (token.startsWith("RESOLVER.")
                || token.startsWith("STOREDRV.")
                || token.startsWith("SMTPSEND.")
                || token.startsWith("ROUTING.")
                || token.startsWith("TRANSPORT.")) {
            return true;
        }
        int letters = 0;
        while (letters < token.length() && isUpper(token.charAt(letters))) {
            letters++;
        }
        if (letters == 0 || letters > 7 || letters == token.length() || isTechnicalName(token, letters)) {
            return false;
        }
        char next = token.charAt(letters);
        String rest = token.substring(letters + 1);
        if (next == ':') {
            return letters >= 2 && letters <= 4 && rest.length() >= 2 && rest.length() <= 4 && isUpperOrDigits(rest);
        }
        if (next == '_') {
            return letters >= 2 && rest.length() == 3 && isDigits(rest);
        }
        if (next == '-') {
            return letters == 2 && rest.length() == 3 && isDigits(rest);
        }
        int digits = letters;
        while (digits < token.length() && Scan.isDigit(token.charAt(digits))) {
            digits++;
        }
        int number = digits - letters;
        if (digits < token.length()) {
            String tail = token.substring(digits);
            boolean underscore = tail.length() == 4 && tail.charAt(0) == '_' && isDigits(tail.substring(1));
            boolean letter = tail.length() == 1 && Scan.isAlphanumeric(tail.charAt(0)) && number >= 2 && number <= 4;
            return (underscore && number <= 3) || (letter && (enclosed || token.startsWith("IB")));
        }
        if (enclosed) {
            return number <= 6 && token.length() >= 2;
        }
        return (token.startsWith("IB") && number == 3)
                || (letters == 2 && number == 6)
                || (letters == 3 && number == 2 && token.startsWith("TSS"))
                || (letters == 1 && number == 4 && token.charAt(0) == 'S');
    }

    /** Names of standards and protocols that look the same. */
    private static boolean isTechnicalName(String token, int letters) {
        switch (token.substring(0, letters)) {
            case "RFC":
            case "TLS":
            case "SSL":
            case "IPV":
            case "IP":
            case "UTF":
            case "SHA":
            case "AES":
            case "MD":
            case "HTTP":
            case "HT":
            case "KB":
            case "ID":
            case "MX":
            case "TO":
            case "OK":
            case "SMTP":
            case "ESMTP":
            case "SPF":
            case "DMARC":
            case "PORT":
                return true;
            default:
                return false;
        }
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigits(String text) {
        return Scan.skipDigits(text, 0) == text.length();
    }

    private static boolean isUpperOrDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUpper(text.charAt(i)) && !Scan.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
