package dev.replywise.classify;

/** Looks for a phrase without any automaton; what the automaton is compared with. */
final class PlainSearch {
    private PlainSearch() {}

    /** Whether a phrase stands in a folded text. */
    static boolean stands(Phrase phrase, String text) {
        String words = phrase.text();
        if (words.isEmpty()) {
            return false;
        }
        for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
            int end = at + words.length();
            if ((phrase.openStart() || at == 0 || !Scan.isWordPart(text.charAt(at - 1)))
                    && (phrase.openEnd() || end == text.length() || !Scan.isWordPart(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
