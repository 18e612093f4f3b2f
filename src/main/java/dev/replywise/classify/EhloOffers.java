package dev.replywise.classify;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a server offers in its reply to EHLO (RFC 5321 §4.1.1.1), as far as it is a fact. */
final class EhloOffers {
    private static final int MAX_MECHANISMS = 32;
    private static final int MAX_NAME = 20;

    private EhloOffers() {}

    static void read(List<String> lines, Map<Fact, String> facts) {
        Set<String> mechanisms = new LinkedHashSet<>();
        for (String line : lines) {
            String offer = line.length() > 1_000 ? line.substring(0, 1_000) : line;
            if (offer.regionMatches(true, 0, "AUTH", 0, 4)
                    && offer.length() > 5
                    && (offer.charAt(4) == ' ' || offer.charAt(4) == '=')) {
                add(offer.substring(5), mechanisms);
            } else if (offer.regionMatches(true, 0, "SIZE ", 0, 5)) {
                int end = Scan.skipDigits(offer, 5);
                // RFC 1870 §4: 0 means that no limit is in force.
                if (end > 5 && end - 5 <= 18 && Long.parseLong(offer.substring(5, end)) > 0) {
                    facts.put(Fact.SIZE_LIMIT, String.valueOf(Long.parseLong(offer.substring(5, end))));
                }
            }
        }
        if (!mechanisms.isEmpty()) {
            facts.put(Fact.AUTH_MECHANISMS, String.join(" ", mechanisms));
        }
    }

    /** RFC 4422 §3.1: 1 to 20 letters, digits, hyphens and underscores. */
    private static void add(String names, Set<String> mechanisms) {
        int start = 0;
        for (int i = 0; i <= names.length(); i++) {
            char c = i < names.length() ? names.charAt(i) : ' ';
            if (c == ' ' || c == '\t' || c == '=') {
                if (i > start && i - start <= MAX_NAME && mechanisms.size() < MAX_MECHANISMS) {
                    mechanisms.add(names.substring(start, i).toUpperCase(Locale.ROOT));
                }
                start = i + 1;
            } else if (!Scan.isAlphanumeric(c) && c != '-' && c != '_') {
                return;
            }
        }
    }
}
