package dev.replywise.cli;

import static dev.replywise.cli.MarkdownPage.code;
import static dev.replywise.cli.MarkdownPage.link;
import static dev.replywise.cli.MarkdownPage.plain;

import dev.replywise.catalog.Cause;
import dev.replywise.catalog.DataItem;
import dev.replywise.catalog.DataReader;
import dev.replywise.catalog.ReplyCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the page that lists the built-in rules by their causes, in the order in which they are tried. */
final class RulePage {
    private RulePage() {}

    static String write() {
        Map<String, List<List<String>>> rules = new LinkedHashMap<>();
        for (Cause cause : ReplyCatalog.builtIn().causes()) {
            rules.put(cause.id(), new ArrayList<>());
        }
        for (String line : DataReader.resource("rules/order.txt").split("\n")) {
            String name = line.trim();
            if (!name.isEmpty() && !name.startsWith("#")) {
                for (DataItem item : DataReader.builtIn("rules/" + name, Collections.<String>emptySet())) {
                    rules.getOrDefault(item.text("cause"), new ArrayList<>())
                            .add(Arrays.asList(
                                    code(item.text("id")), plain(item.text("source", "")), code(sample(item))));
                }
            }
        }
        MarkdownPage page = new MarkdownPage()
                .title("Built-in rules by cause")
                .line("The value of `smtp.cause.rule` names the rule that decided; where no rule on words, providers or"
                        + " sub-codes fits, it names a catalogue entry, such as `code-551`. Rules are tried file by"
                        + " file; your own come first (option `rules`).");
        rules.forEach((cause, rows) -> {
            page.section(cause).line(link("in English", "en/causes/" + cause + ".md"));
            if (!rows.isEmpty()) {
                page.table(Arrays.asList("rule", "source", "a reply that it claims"), rows);
            }
        });
        return page.toString();
    }

    private static String sample(DataItem rule) {
        List<Object> samples = rule.elements("samples");
        if (samples.isEmpty()) {
            return "–";
        }
        Object first = samples.get(0);
        String reply = first instanceof DataItem ? ((DataItem) first).text("reply") : (String) first;
        return reply.replace("\r", "").replace("\n", " ↵ ").replace("`", "'");
    }
}
