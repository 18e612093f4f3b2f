package dev.replywise.reply;

import java.util.List;

/** Finds the enhanced status code of a reply, at the beginning of its text or where some servers put it instead. */
final class EnhancedStatusFinder {
    private EnhancedStatusFinder() {}

    /**
     * The code at the beginning of a line (RFC 2034 §4); failing that, the last one in the text that stands alone, as in
     * qmail's {@code (#5.1.1)}.
     */
    static EnhancedStatusCode find(List<String> lines) {
        for (String line : lines) {
            EnhancedStatusCode code = EnhancedStatusCode.parseAt(line, firstNonSpace(line));
            if (code.isPresent()) {
                return code;
            }
        }
        for (String line : lines) {
            EnhancedStatusCode code = inside(line);
            if (code.isPresent()) {
                return code;
            }
        }
        return EnhancedStatusCode.NONE;
    }

    private static EnhancedStatusCode inside(String line) {
        for (int i = line.length() - 5; i > 0; i--) {
            char before = line.charAt(i - 1);
            boolean marked = before == '#' && !(i > 1 && line.charAt(i - 2) == '[');
            if ((marked || before == '(' || before == '<' || before == ' ' || before == '\'' || before == '"')
                    && EnhancedStatusCode.lengthAt(line, i) > 0) {
                return EnhancedStatusCode.parseAt(line, i);
            }
        }
        return EnhancedStatusCode.NONE;
    }

    private static int firstNonSpace(String line) {
        int i = 0;
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i;
    }
}
