package dev.replywise.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Builds the text of one Markdown file; what is given as text is shown as it stands, whatever marks it holds. */
final class MarkdownPage {
    private static final String SPECIAL = "\\<*_[]`|";

    private final StringBuilder text = new StringBuilder("<!-- Generated from the catalogue. Do not edit. -->\n");

    MarkdownPage title(String title) {
        return line("# " + plain(title));
    }

    MarkdownPage section(String title) {
        return line("## " + plain(title));
    }

    MarkdownPage paragraph(String paragraph) {
        return line(plain(paragraph));
    }

    /** A block that is Markdown already. */
    MarkdownPage line(String markdown) {
        text.append('\n').append(markdown).append('\n');
        return this;
    }

    MarkdownPage bullets(List<String> items) {
        text.append('\n');
        for (String item : items) {
            text.append("- ").append(plain(item)).append('\n');
        }
        return this;
    }

    /** A table of cells that are Markdown already. */
    MarkdownPage table(List<String> head, List<List<String>> rows) {
        text.append('\n');
        row(head);
        row(head.stream().map(cell -> "---").collect(Collectors.toList()));
        rows.forEach(this::row);
        return this;
    }

    MarkdownPage row(String... cells) {
        row(Arrays.asList(cells));
        return this;
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Text with its Markdown marks made visible; placeholders stand as code. */
    static String plain(String words) {
        StringBuilder out = new StringBuilder(words.length() + 16);
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            int close = c == '{' ? words.indexOf('}', i) : -1;
            if (close > 0) {
                out.append(code(words.substring(i, close + 1)));
                i = close;
            } else {
                boolean mark = SPECIAL.indexOf(c) >= 0 && !(c == '_' && isWithinWord(words, i));
                out.append(mark ? "\\" : "").append(c);
            }
        }
        return out.toString();
    }

    private static boolean isWithinWord(String words, int index) {
        return index > 0
                && index + 1 < words.length()
                && Character.isLetterOrDigit(words.charAt(index - 1))
                && Character.isLetterOrDigit(words.charAt(index + 1));
    }

    static String code(String words) {
        return "`" + words.replace("|", "\\|") + "`";
    }

    static String link(String words, String target) {
        return "[" + plain(words) + "](" + target + ")";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
