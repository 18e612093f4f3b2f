package dev.replywise.classify;

import java.util.List;
import java.util.Locale;

/**
 * The new address that a reply names (RFC 5321 §3.4: 251, 551). The old address often stands in the same text and would
 * be the worst answer, so an address counts only with words before it that lead to a new one.
 */
final class ForwardPath {
    /** Words looked back at; the parts of an address count each. */
    private static final int REACH = 10;

    private ForwardPath() {}

    /** The address; empty when the text names none for sure. */
    static String find(Words words) {
        List<MailboxScanner.Span> spans = MailboxScanner.find(words.text());
        String best = "";
        int bestScore = 0;
        for (MailboxScanner.Span span : spans) {
            String address = words.text().substring(span.start, span.end);
            int score = score(words, span, spans.size());
            if (score > bestScore && !isServiceDesk(address)) {
                best = address;
                bestScore = score;
            }
        }
        return best;
    }

    private static int score(Words words, MailboxScanner.Span span, int addresses) {
        int last = words.before(span.start);
        boolean marked = false;
        boolean arrow = false;
        // What may stand between the leading word and the address: "at: <", "to mailto:", "= ".
        while (last >= 0 && isWrapping(words, last)) {
            arrow |= words.is(last, ">") && words.isOneOf(last - 1, "-", "=", ">");
            marked |= words.isOneOf(last, ":", "=", ";", ",", "-");
            last--;
        }
        if (arrow) {
            return 3;
        }
        if (words.isOneOf(last, "try", "use", "now", "at", "instead", "contact", "reach", "probar", "essayez")
                || words.isOneOf(last, "unter", "neue", "nouvelle", "ke", "en", "new")) {
            return words.is(last, "at") && words.startsWithOneOf(last - 1, "user", "mailbox", "recipient") ? 0 : 3;
        }
        if (words.isOneOf(last, "to", "an", "nach", "a", "vers", "à", "para", "into", "by", "as", "via")) {
            return leadsAway(words, last) ? 4 : 0;
        }
        if (words.startsWithOneOf(last, "forward", "redirect")) {
            return 2;
        }
        if (words.isOneOf(
                last, "is", "ist", "est", "es", "address", "adresse", "path", "mailbox", "email", "mail", "adres")) {
            return isNew(words, last) ? 3 : 0;
        }
        // "User not local; <new@example.org>": nothing else could be meant when it is the only address.
        boolean about = words.lower().contains("local")
                || words.lower().contains("moved")
                || words.lower().contains("forward");
        boolean old = words.startsWithOneOf(last, "user", "recipient", "for", "from", "unknown", "invalid", "reject");
        return marked && about && !old && addresses == 1 ? 1 : 0;
    }

    private static boolean isWrapping(Words words, int word) {
        return words.isOneOf(word, "<", ">", "(", "[", "\"", "'", ":", "=", "-", ";", ",", "{")
                || (words.isOneOf(word, "mailto", "smtp") && words.is(word + 1, ":"));
    }

    /** "has moved to", "will forward it to", "changed his address to"; not "mail to". */
    private static boolean leadsAway(Words words, int to) {
        for (int i = to - 1; i >= Math.max(0, to - REACH); i--) {
            if (words.startsWithOneOf(
                            i, "mov", "forward", "redirect", "relocat", "chang", "transfer", "migrat", "resend")
                    || words.startsWithOneOf(
                            i, "resen", "weiter", "umgezogen", "verzogen", "geändert", "switch", "rerout")
                    || words.startsWithOneOf(
                            i, "transmi", "réexp", "reenv", "mudou", "cambi", "inoltr", "diterus", "renam")
                    || words.isOneOf(
                            i, "send", "write", "sent", "them", "it", "instead", "new", "déménagé", "pindah")) {
                return true;
            }
            if (endsClause(words, i)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isNew(Words words, int word) {
        for (int i = word - 1; i >= Math.max(0, word - REACH); i--) {
            if (words.isOneOf(
                            i,
                            "new",
                            "forward",
                            "forwarding",
                            "current",
                            "alternate",
                            "alternative",
                            "other",
                            "correct")
                    || words.isOneOf(i, "now", "neue", "nouvelle", "nueva", "novo", "nuovo", "baru", "yeni", "mới")) {
                return true;
            }
            if (endsClause(words, i)) {
                return false;
            }
        }
        return false;
    }

    private static boolean endsClause(Words words, int i) {
        return words.isOneOf(i, ";", ",") || (words.is(i, ".") && !words.isJoined(i + 1));
    }

    private static boolean isServiceDesk(String address) {
        String local = address.substring(0, address.indexOf('@')).toLowerCase(Locale.ROOT);
        switch (local) {
            case "postmaster":
            case "abuse":
            case "support":
            case "admin":
            case "administrator":
            case "helpdesk":
            case "hostmaster":
            case "noc":
            case "security":
                return true;
            default:
                return false;
        }
    }
}
