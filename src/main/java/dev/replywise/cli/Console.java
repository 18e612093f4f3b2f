package dev.replywise.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Lays text out for a terminal: labels with wrapped text beside them, two columns, tables. Not thread-safe. */
final class Console {
    private static final int NARROWEST = 80;
    private static final int WIDEST = 100;
    private static final int WIDEST_LABEL = 24;
    private static final String GAP = "  ";
    private static final String BAR = " | ";

    private final PrintStream out;
    private final int width;

    Console(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    /** A terminal as wide as {@code COLUMNS} says, from 80 to 100; 80 when it says nothing. */
    static Console on(PrintStream out) {
        int columns = NARROWEST;
        String given = System.getenv("COLUMNS");
        if (given != null && given.length() <= 4) {
            try {
                columns = Integer.parseInt(given.trim());
            } catch (NumberFormatException notANumber) {
                columns = NARROWEST;
            }
        }
        return new Console(out, Math.max(NARROWEST, Math.min(WIDEST, columns)));
    }

    int width() {
        return width;
    }

    /** One line; nothing follows its last character but the line's end. */
    void line(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        out.print(text.substring(0, end));
        out.print('\n');
    }

    void blank() {
        line("");
    }

    /** A line under what is a heading. */
    void rule() {
        StringBuilder rule = new StringBuilder(width);
        for (int i = 0; i < width; i++) {
            rule.append('-');
        }
        line(rule.toString());
    }

    /** A list, each item behind a dash. */
    void bullets(List<String> items) {
        for (String item : items) {
            String mark = "- ";
            for (String part : TextWrap.wrap(item, width - 2)) {
                line(mark + part);
                mark = "  ";
            }
        }
    }

    /** Labels in a first column and their texts wrapped in a second; addresses of pages are not broken. */
    void fields(List<String[]> rows) {
        int labels = 0;
        for (String[] row : rows) {
            labels = Math.max(labels, Math.min(WIDEST_LABEL, DisplayWidth.of(row[0])));
        }
        for (String[] row : rows) {
            List<String> label = TextWrap.wrap(row[0], labels);
            List<String> text = new ArrayList<>();
            for (String paragraph : row[1].split("\n", -1)) {
                text.addAll(isAddress(paragraph) ? one(paragraph) : TextWrap.wrap(paragraph, width - labels - 2));
            }
            beside(label, labels, GAP, text);
        }
    }

    /** Two texts side by side, each wrapped in its half. */
    void columns(String left, String right) {
        int half = (width - BAR.length()) / 2;
        beside(TextWrap.wrap(left, half), half, BAR, TextWrap.wrap(right, half));
    }

    /** Rows of cells, aligned; the last cell of a row is wrapped. */
    void table(List<String> head, List<List<String>> rows) {
        int last = head.size() - 1;
        int[] widths = new int[last];
        measure(head, widths);
        for (List<String> row : rows) {
            measure(row, widths);
        }
        row(head, widths);
        rule();
        for (List<String> row : rows) {
            row(row, widths);
        }
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
        }
    }

    private void row(List<String> cells, int[] widths) {
        StringBuilder first = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            first.append(DisplayWidth.pad(cells.get(i), widths[i])).append(i + 1 < widths.length ? GAP : "");
        }
        int left = DisplayWidth.of(first.toString());
        List<String> text = TextWrap.wrap(cells.get(widths.length), Math.max(20, width - left - GAP.length()));
        beside(one(first.toString()), left, GAP, text);
    }

    private void beside(List<String> left, int leftWidth, String between, List<String> right) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String first = i < left.size() ? left.get(i) : "";
            String second = i < right.size() ? right.get(i) : "";
            line(DisplayWidth.pad(first, leftWidth) + between + second);
        }
    }

    private static List<String> one(String text) {
        List<String> lines = new ArrayList<>(1);
        lines.add(text);
        return lines;
    }

    private static boolean isAddress(String text) {
        return text.startsWith("https://") && text.indexOf(' ') < 0;
    }
}
