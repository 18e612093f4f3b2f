package dev.replywise.classify;

import com.google.auto.value.AutoValue;

/** Words that a rule looks for, folded as texts are. Immutable. */
@AutoValue
abstract class Phrase {
    /** The folded words; may be empty when nothing was left of them. */
    abstract String text();

    /** Whether it may begin within a word. */
    abstract boolean openStart();

    /** Whether it may end within a word. */
    abstract boolean openEnd();

    /** The phrase as a rule file writes it, with {@code *} at an end that may stand within a word. */
    static Phrase of(String written) {
        int start = 0;
        int end = written.length();
        while (start < end && written.charAt(start) == '*') {
            start++;
        }
        while (end > start && written.charAt(end - 1) == '*') {
            end--;
        }
        String text = TextFolder.ofText(written.substring(start, end)).toString();
        boolean openStart = start > 0 || text.isEmpty() || !Scan.isWordPart(text.charAt(0));
        boolean openEnd = end < written.length() || text.isEmpty() || !Scan.isWordPart(text.charAt(text.length() - 1));
        return new AutoValue_Phrase(text, openStart, openEnd);
    }

    /** A phrase that is folded already. */
    static Phrase ofFolded(String text, boolean openStart, boolean openEnd) {
        return new AutoValue_Phrase(text, openStart, openEnd);
    }

    /** Whether every text that holds the other phrase holds this one too. */
    final boolean isWithin(Phrase other) {
        String longer = other.text();
        for (int at = longer.indexOf(text()); at >= 0; at = longer.indexOf(text(), at + 1)) {
            int end = at + text().length();
            boolean startFits = openStart() || (at == 0 ? !other.openStart() : !Scan.isWordPart(longer.charAt(at - 1)));
            boolean endFits =
                    openEnd() || (end == longer.length() ? !other.openEnd() : !Scan.isWordPart(longer.charAt(end)));
            if (startFits && endFits) {
                return true;
            }
        }
        return false;
    }
}
