package dev.replywise.cli;

import dev.replywise.catalog.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How two codes differ: in words written for the pair, where there are some, and by what the catalogue says of each. */
final class Comparison {
    private final CodePage left;
    private final CodePage right;
    private final CodePages pages;

    Comparison(CodePage left, CodePage right, CodePages pages) {
        this.left = left;
        this.right = right;
        this.pages = pages;
    }

    CodePage left() {
        return left;
    }

    CodePage right() {
        return right;
    }

    /** The key differences, the most telling ones first; never empty for two codes that are not the same. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        Messages messages = pages.messages();
        for (int i = 1; ; i++) {
            Optional<String> text = messages.find(pairKey() + ".difference." + i);
            if (!text.isPresent()) {
                break;
            }
            differences.add(text.get());
        }
        derive(differences, "class", left.classText(), right.classText());
        derive(differences, "cause", left.causeName(), right.causeName());
        derive(differences, "retry", left.retryText(), right.retryText());
        derive(differences, "who", left.actorText(), right.actorText());
        derive(differences, "commands", PagePrinter.commands(left, pages), PagePrinter.commands(right, pages));
        derive(differences, "status", left.statusText(), right.statusText());
        if (differences.isEmpty()) {
            derive(differences, "name", left.name(), right.name());
        }
        if (differences.isEmpty()) {
            derive(differences, "code", left.code(), right.code());
        }
        return differences;
    }

    /** When the left one applies. */
    String whenLeft() {
        return when(left);
    }

    /** When the right one applies. */
    String whenRight() {
        return when(right);
    }

    /** The words written for the pair, else when the code is seen. */
    private String when(CodePage page) {
        return pages.messages().find(pairKey() + ".when." + page.code()).orElse(page.seen());
    }

    private void derive(List<String> differences, String label, String first, String second) {
        if (!first.equals(second)) {
            differences.add(pages.label(label) + ": " + left.code() + " \u2013 " + first + "; " + right.code()
                    + " \u2013 " + second);
        }
    }

    /** Texts of pairs stand under the codes in ascending order, basic ones first. */
    private String pairKey() {
        boolean ascending = order(left.code()).compareTo(order(right.code())) <= 0;
        return ascending
                ? "compare." + left.code() + "-" + right.code()
                : "compare." + right.code() + "-" + left.code();
    }

    /** A text whose order is that of the numbers in the code. */
    static String order(String code) {
        StringBuilder order = new StringBuilder().append(code.indexOf('.') < 0 ? '0' : '1');
        String[] parts = code.split("\\.", -1);
        for (String part : parts) {
            order.append("0000", 0, Math.max(0, 4 - part.length())).append(part);
        }
        return order.toString();
    }
}
