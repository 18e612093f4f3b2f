package dev.replywise.cli;

import com.google.auto.value.AutoValue;

/** A server as mail logs name it: {@code mx.example.org[192.0.2.1]:25}. Immutable; empty and 0 mean "not known". */
@AutoValue
abstract class Host {
    static final Host UNKNOWN = new AutoValue_Host("", "", 0);

    private static final int LONGEST_NAME = 253;

    abstract String name();

    abstract String ip();

    abstract int port();

    /** Reads a name, an address in brackets and a port, each of which may be missing; total. */
    static Host parse(String text) {
        int open = text.indexOf('[');
        int close = open < 0 ? -1 : text.indexOf(']', open);
        String ip = close < 0 ? "" : text.substring(open + 1, close);
        String name = nameAt(text, open < 0 ? text.length() : open);
        int port = close < 0 ? 0 : portAt(text, close + 1);
        return new AutoValue_Host(name, isAddress(ip) ? ip : "", port);
    }

    private static String nameAt(String text, int end) {
        String name = text.substring(0, end).trim();
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.equals("none") || name.equals("local")) {
            return "";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '-'
                    || c == '_'
                    || c > 0x7F;
            if (!allowed) {
                return "";
            }
        }
        return name;
    }

    private static int portAt(String text, int colon) {
        int port = 0;
        int i = colon + 1;
        if (colon >= text.length() || text.charAt(colon) != ':') {
            return 0;
        }
        while (i < text.length() && i < colon + 6 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            port = port * 10 + (text.charAt(i) - '0');
            i++;
        }
        return port <= 65535 ? port : 0;
    }

    /** Only the shape: digits, dots, colons and hexadecimal letters, and at least one dot or colon. */
    private static boolean isAddress(String text) {
        boolean separated = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            separated |= c == '.' || c == ':';
            if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
                return false;
            }
        }
        return separated && text.length() <= 45;
    }
}
