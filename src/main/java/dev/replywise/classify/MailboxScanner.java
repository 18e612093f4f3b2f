package dev.replywise.classify;

import java.util.ArrayList;
import java.util.List;

/** Finds mailbox addresses in a text. Linear, as the parts of an address are bounded (RFC 5321 §4.5.3.1). */
final class MailboxScanner {
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 255;
    private static final int MAX_ADDRESSES = 32;

    private MailboxScanner() {}

    /** Where an address stands. */
    static final class Span {
        final int start;
        final int end;

        Span(int start, int end) {
            this.start = start;
            this.end = end;
        }
    }

    static List<Span> find(String text) {
        List<Span> found = new ArrayList<>(2);
        int after = 0;
        for (int at = text.indexOf('@'); at >= 0 && found.size() < MAX_ADDRESSES; at = text.indexOf('@', at + 1)) {
            int start = at;
            while (start > after && at - start < MAX_LOCAL && isLocal(text.charAt(start - 1))) {
                start--;
            }
            while (start < at && text.charAt(start) == '.') {
                start++;
            }
            int end = at + 1;
            while (end < text.length() && end - at <= MAX_DOMAIN && isDomain(text.charAt(end))) {
                end++;
            }
            while (end > at + 1 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
                end--;
            }
            if (start < at && end > at + 1) {
                found.add(new Span(start, end));
                after = end;
            }
        }
        return found;
    }

    private static boolean isLocal(char c) {
        return c < 128 ? Scan.isAlphanumeric(c) || "._%+-~!#$^*{|}&/=?".indexOf(c) >= 0 : Character.isLetterOrDigit(c);
    }

    private static boolean isDomain(char c) {
        return c < 128 ? Scan.isAlphanumeric(c) || c == '.' || c == '-' : Character.isLetterOrDigit(c);
    }
}
