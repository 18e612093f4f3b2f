package dev.replywise.cli;

import dev.replywise.classify.Classification;
import dev.replywise.classify.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints pages and explained replies for people. Stateless. */
final class PagePrinter {
    private PagePrinter() {}

    static void print(CodePage page, CodePages pages, Console console) {
        for (String part : TextWrap.wrap(page.code() + "  " + page.name(), console.width())) {
            console.line(part);
        }
        console.blank();
        List<String[]> rows = new ArrayList<>();
        boolean isCause = page.classId().isEmpty();
        if (!isCause) {
            add(rows, pages, "class", page.classText());
        }
        add(rows, pages, "category", page.categoryText());
        if (!isCause) {
            add(rows, pages, "cause", page.causeName() + " (" + page.causeId() + ")");
            add(rows, pages, "status", page.statusText());
            add(rows, pages, "commands", commands(page, pages));
        }
        add(rows, pages, "description", page.description());
        add(rows, pages, "seen", page.seen());
        add(rows, pages, "fix", page.fix());
        add(rows, pages, "who", page.actorText());
        add(rows, pages, "retry", page.retryText());
        add(rows, pages, "references", references(page.reference(), page.url()));
        console.fields(rows);
    }

    static void print(ExplainedReply explained, CodePages pages, Console console) {
        Classification classification = explained.classification();
        List<String[]> rows = new ArrayList<>();
        add(rows, pages, "reply", Shown.text(explained.observed().reply()));
        add(
                rows,
                pages,
                "class",
                text(pages, "class." + classification.replyClass().id()));
        String causeId = classification.cause().id();
        add(rows, pages, "cause", text(pages, "cause." + causeId + ".name") + " (" + causeId + ")");
        add(rows, pages, "confidence", classification.confidence().id());
        add(rows, pages, "rule", classification.rule());
        add(rows, pages, "retry", text(pages, "retry." + classification.retry().id()));
        add(rows, pages, "who", text(pages, "actor." + classification.actor().id()));
        add(rows, pages, "facts", facts(classification));
        add(rows, pages, "advice", Shown.text(explained.adviceText()));
        add(rows, pages, "references", references(classification.reference(), classification.url()));
        console.fields(rows);
    }

    /** The commands that a code answers, or the word for any. */
    static String commands(CodePage page, CodePages pages) {
        return page.commands().isEmpty() ? pages.label("any-command") : String.join(", ", page.commands());
    }

    private static String facts(Classification classification) {
        StringBuilder facts = new StringBuilder();
        for (Map.Entry<Fact, String> fact : classification.facts().entrySet()) {
            facts.append(facts.length() == 0 ? "" : "\n")
                    .append(fact.getKey().id())
                    .append(": ")
                    .append(Shown.text(fact.getValue()));
        }
        return facts.toString();
    }

    private static String references(String reference, String url) {
        return reference.isEmpty() || url.isEmpty() ? reference + url : reference + "\n" + url;
    }

    private static void add(List<String[]> rows, CodePages pages, String label, String text) {
        if (!text.isEmpty()) {
            rows.add(new String[] {pages.label(label), text});
        }
    }

    private static String text(CodePages pages, String key) {
        return pages.messages().find(key).orElse(key);
    }
}
