package dev.replywise.cli;

import static dev.replywise.cli.MarkdownPage.code;
import static dev.replywise.cli.MarkdownPage.link;
import static dev.replywise.cli.MarkdownPage.plain;

import dev.replywise.catalog.AdviceVariant;
import dev.replywise.catalog.Cause;
import dev.replywise.catalog.Messages;
import dev.replywise.catalog.ReplyCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the reference pages of one language: what {@code explain} and {@code compare} print, as Markdown files. */
final class ReferencePages {
    private static final String[] CLASS_DIGITS = {"2", "4", "5"};

    private final ReplyCatalog catalog = ReplyCatalog.builtIn();
    private final String language;
    private final CodePages pages;
    private final List<String> pairs;
    private final Map<String, String> files = new LinkedHashMap<>();

    private ReferencePages(String language) {
        this.language = language;
        this.pages = new CodePages(catalog, Messages.of(language));
        this.pairs = pairs();
    }

    /** The pages of a language by their paths below the folder of all languages. */
    static Map<String, String> in(String language) {
        ReferencePages reference = new ReferencePages(language);
        reference.write();
        return reference.files;
    }

    /** The page that leads to the languages. */
    static String languages(Collection<String> languages) {
        MarkdownPage page = new MarkdownPage()
                .title("SMTP replies: reference")
                .line("Every reply code, enhanced status code and cause that Replywise knows, and the codes that are"
                        + " easily mixed up, in the words of `explain` and `compare`. Which rules speak for a cause"
                        + " stands in [rules](rules.md).");
        List<String> items = new ArrayList<>();
        for (String language : languages) {
            items.add("- " + link(nameOf(language), language + "/README.md"));
        }
        return page.line(String.join("\n", items)).toString();
    }

    /** A language by its own name. */
    private static String nameOf(String language) {
        Locale locale = Locale.forLanguageTag(language);
        return locale.getDisplayLanguage(locale);
    }

    /** The pairs that texts were written for: {@code 251-551}, in the order of their codes. */
    private static List<String> pairs() {
        Set<String> found = new LinkedHashSet<>();
        for (String key : Messages.of("en").keys()) {
            if (key.startsWith("compare.")) {
                int end = Math.max(key.indexOf(".difference."), key.indexOf(".when."));
                found.add(key.substring("compare.".length(), end));
            }
        }
        List<String> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing((String pair) -> Comparison.order(pair.split("-")[0]))
                .thenComparing(pair -> Comparison.order(pair.split("-")[1])));
        return sorted;
    }

    private void write() {
        for (CodePage page : pages.codes()) {
            put(pathOf(page.code()), codePage(page));
        }
        for (Cause cause : catalog.causes()) {
            put(pathOf(cause), causePage(cause));
        }
        for (String pair : pairs) {
            put("compare/" + pair + ".md", comparison(pair));
        }
        put("README.md", index());
    }

    private void put(String path, MarkdownPage page) {
        files.put(language + "/" + path, page.toString());
    }

    /** 5.7.26 has no page of its own where X.7.26 stands for it. */
    private String pathOf(String code) {
        return (code.indexOf('.') < 0 ? "codes/" : "enhanced/") + entryOf(code) + ".md";
    }

    private String entryOf(String code) {
        return catalog.find(code).orElseThrow(AssertionError::new).code();
    }

    private static String pathOf(Cause cause) {
        return "causes/" + cause.id() + ".md";
    }

    private MarkdownPage codePage(CodePage page) {
        MarkdownPage out = new MarkdownPage().title(page.code() + " " + page.name());
        out.table(
                Arrays.asList(label("code"), code(page.code())),
                Arrays.asList(
                        row("class", plain(page.classText())),
                        row("category", plain(page.categoryText())),
                        row("cause", causeLink(page, "../")),
                        row("status", plain(page.statusText())),
                        row("commands", plain(PagePrinter.commands(page, pages))),
                        row("who", plain(page.actorText())),
                        row("retry", plain(page.retryText()))));
        texts(out, page);
        byClass(out, page);
        references(out, page);
        List<String> links = new ArrayList<>();
        for (String pair : pairs) {
            if (Arrays.stream(pair.split("-")).anyMatch(code -> entryOf(code).equals(page.code()))) {
                links.add("- " + link(pair.replace("-", " – "), "../compare/" + pair + ".md"));
            }
        }
        if (!links.isEmpty()) {
            out.section(text("label.differences")).line(String.join("\n", links));
        }
        return out;
    }

    /** X.1.6 stands for 2.1.6, 4.1.6 and 5.1.6, which differ in what to do. */
    private void byClass(MarkdownPage out, CodePage page) {
        if (!page.classId().equals("any")) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (String digit : CLASS_DIGITS) {
            CodePage narrowed = pages.code(digit + page.code().substring(1)).orElseThrow(AssertionError::new);
            if (narrowed.name().equals(page.name())) {
                rows.add(Arrays.asList(
                        code(narrowed.code()),
                        plain(narrowed.classText()),
                        plain(narrowed.actorText()),
                        plain(narrowed.retryText())));
            }
        }
        out.section(text("label.class"))
                .table(Arrays.asList(label("code"), label("class"), label("who"), label("retry")), rows);
    }

    private MarkdownPage causePage(Cause cause) {
        CodePage page = pages.cause(cause.id()).orElseThrow(AssertionError::new);
        MarkdownPage out = new MarkdownPage().title(page.name());
        out.table(
                Arrays.asList(label("cause"), code(cause.id())),
                Arrays.asList(
                        row("category", plain(page.categoryText())),
                        row("who", plain(page.actorText())),
                        row("retry", plain(page.retryText()))));
        texts(out, page);
        out.section(text("label.advice"));
        List<List<String>> rows = new ArrayList<>();
        for (AdviceVariant variant : cause.advice()) {
            rows.add(Arrays.asList(
                    conditions(variant),
                    plain(text("advice." + variant.id())),
                    plain(text("actor." + variant.actor().id())),
                    plain(text("retry." + variant.retry().id())),
                    reference(variant.reference(), variant.url())));
        }
        out.table(
                Arrays.asList(label("when"), label("advice"), label("who"), label("retry"), label("references")), rows);
        references(out, page);
        List<String> codes = new ArrayList<>();
        for (CodePage code : pages.codes()) {
            if (code.causeId().equals(cause.id())) {
                codes.add("- " + link(code.code() + " " + code.name(), "../" + pathOf(code.code())));
            }
        }
        if (!codes.isEmpty()) {
            out.section(text("label.code")).line(String.join("\n", codes));
        }
        return out.section(text("label.rule")).line(link("rules.md", "../../rules.md#" + cause.id()));
    }

    private static String conditions(AdviceVariant variant) {
        List<String> shown = new ArrayList<>();
        for (AdviceVariant.Condition condition : variant.conditions()) {
            shown.add(code(condition.name() + ": " + String.join(", ", condition.values())));
        }
        return shown.isEmpty() ? "–" : String.join("<br>", shown);
    }

    private void texts(MarkdownPage out, CodePage page) {
        out.section(text("label.description"))
                .paragraph(page.description())
                .section(text("label.seen"))
                .paragraph(page.seen())
                .section(text("label.fix"))
                .paragraph(page.fix());
    }

    private void references(MarkdownPage out, CodePage page) {
        String reference = reference(page.reference(), page.url());
        if (!reference.isEmpty()) {
            out.section(text("label.references")).line(reference);
        }
    }

    private static String reference(String reference, String url) {
        if (url.isEmpty()) {
            return plain(reference);
        }
        return link(reference.isEmpty() ? url : reference, url);
    }

    private MarkdownPage comparison(String pair) {
        String[] codes = pair.split("-");
        CodePage left = pages.code(codes[0]).orElseThrow(AssertionError::new);
        CodePage right = pages.code(codes[1]).orElseThrow(AssertionError::new);
        Comparison comparison = new Comparison(left, right, pages);
        MarkdownPage out = new MarkdownPage().title(left.code() + " – " + right.code());
        out.table(
                Arrays.asList("", codeLink(left, "../"), codeLink(right, "../")),
                Arrays.asList(
                        row("name", plain(left.name()), plain(right.name())),
                        row("class", plain(left.classText()), plain(right.classText())),
                        row("category", plain(left.categoryText()), plain(right.categoryText())),
                        row("cause", causeLink(left, "../"), causeLink(right, "../")),
                        row(
                                "commands",
                                plain(PagePrinter.commands(left, pages)),
                                plain(PagePrinter.commands(right, pages))),
                        row("description", plain(left.description()), plain(right.description())),
                        row("seen", plain(left.seen()), plain(right.seen())),
                        row("fix", plain(left.fix()), plain(right.fix())),
                        row("who", plain(left.actorText()), plain(right.actorText())),
                        row("retry", plain(left.retryText()), plain(right.retryText())),
                        row("when", plain(comparison.whenLeft()), plain(comparison.whenRight())),
                        row(
                                "references",
                                reference(left.reference(), left.url()),
                                reference(right.reference(), right.url()))));
        return out.section(text("label.differences")).bullets(comparison.differences());
    }

    private MarkdownPage index() {
        MarkdownPage out = new MarkdownPage().title(nameOf(language));
        List<CodePage> basic = pages.codes().stream()
                .filter(page -> page.code().indexOf('.') < 0)
                .collect(Collectors.toList());
        List<CodePage> enhanced = pages.codes().stream()
                .filter(page -> page.code().indexOf('.') >= 0)
                .collect(Collectors.toList());
        codeTable(out.section(text("label.code")), basic);
        codeTable(out.section(text("label.enhanced")), enhanced);
        List<List<String>> causes = new ArrayList<>();
        for (CodePage cause : pages.causes()) {
            causes.add(Arrays.asList(
                    link(cause.causeId(), "causes/" + cause.causeId() + ".md"),
                    plain(cause.name()),
                    plain(cause.categoryText()),
                    plain(cause.actorText()),
                    plain(cause.retryText())));
        }
        out.section(text("label.cause"))
                .table(
                        Arrays.asList(label("cause"), label("name"), label("category"), label("who"), label("retry")),
                        causes);
        List<String> links = new ArrayList<>();
        for (String pair : pairs) {
            String[] codes = pair.split("-");
            links.add("- " + link(pair.replace("-", " – "), "compare/" + pair + ".md") + ": "
                    + plain(name(codes[0]) + " – " + name(codes[1])));
        }
        return out.section(text("label.differences")).line(String.join("\n", links));
    }

    private void codeTable(MarkdownPage out, List<CodePage> shown) {
        List<List<String>> rows = new ArrayList<>();
        for (CodePage page : shown) {
            rows.add(Arrays.asList(
                    codeLink(page, ""),
                    plain(page.name()),
                    plain(page.classText()),
                    causeLink(page, ""),
                    plain(page.retryText())));
        }
        out.table(Arrays.asList(label("code"), label("name"), label("class"), label("cause"), label("retry")), rows);
    }

    private String name(String code) {
        return pages.code(code).orElseThrow(AssertionError::new).name();
    }

    private String codeLink(CodePage page, String up) {
        return link(page.code(), up + pathOf(page.code()));
    }

    private static String causeLink(CodePage page, String up) {
        return link(page.causeName(), up + "causes/" + page.causeId() + ".md");
    }

    private List<String> row(String label, String... cells) {
        List<String> row = new ArrayList<>();
        row.add(label(label));
        row.addAll(Arrays.asList(cells));
        return row;
    }

    private String label(String name) {
        return plain(text("label." + name));
    }

    private String text(String key) {
        return pages.messages().find(key).orElseThrow(() -> new AssertionError("no text " + key));
    }
}
