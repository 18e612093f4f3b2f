package dev.replywise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: two codes side by side. */
@Command(
        name = "compare",
        header = "Shows two codes side by side.",
        description = "Shows two codes side by side, how they differ, and when which applies.",
        customSynopsis = "java -jar replywise-agent.jar compare CODE CODE [--lang L] [--json]",
        mixinStandardHelpOptions = true,
        versionProvider = VersionOption.class)
final class CompareCommand implements Callable<Integer> {
    private final CommandRunner runner;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private LanguageOption lang = new LanguageOption();

    @Option(names = "--json", description = "One JSON object in place of text.")
    private boolean json;

    @Parameters(
            arity = "2",
            paramLabel = "CODE",
            description = "551, 5.7.26, X.1.6: basic and enhanced ones may be mixed.")
    private List<String> codes = new ArrayList<>();

    CompareCommand(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        if (codes.size() != 2) {
            throw new CommandLine.ParameterException(line, "two codes are wanted, not " + codes.size());
        }
        CodePages pages = runner.pages(lang.language);
        List<CodePage> found = new ArrayList<>();
        for (String code : codes) {
            Optional<CodePage> page = pages.code(code.trim());
            if (!page.isPresent()) {
                runner.say("'" + Shown.text(code) + "' is no known code; the command codes lists those that are known");
                return Main.NO;
            }
            found.add(page.get());
        }
        if (found.get(0).code().equals(found.get(1).code())) {
            throw new CommandLine.ParameterException(
                    line, "two different codes are wanted, not " + found.get(0).code() + " twice");
        }
        Comparison comparison = new Comparison(found.get(0), found.get(1), pages);
        if (json) {
            writeJson(comparison);
        } else {
            print(comparison, pages, Console.on(runner.out()));
        }
        return Main.OK;
    }

    private void writeJson(Comparison comparison) throws IOException {
        try (JsonGenerator generator = Json.generator(runner.out())) {
            generator.writeStartObject();
            generator.writeArrayFieldStart("codes");
            PageJson.write(comparison.left(), generator);
            PageJson.write(comparison.right(), generator);
            generator.writeEndArray();
            generator.writeArrayFieldStart("differences");
            for (String difference : comparison.differences()) {
                Json.value(generator, difference);
            }
            generator.writeEndArray();
            generator.writeObjectFieldStart("when");
            Json.field(generator, comparison.left().code(), comparison.whenLeft());
            Json.field(generator, comparison.right().code(), comparison.whenRight());
            generator.writeEndObject();
            generator.writeEndObject();
            generator.writeRaw('\n');
        }
    }

    private static void print(Comparison comparison, CodePages pages, Console console) {
        CodePage left = comparison.left();
        CodePage right = comparison.right();
        console.columns(left.code(), right.code());
        console.columns(left.name(), right.name());
        section(pages.label("class"), left.classText(), right.classText(), console);
        section(pages.label("category"), category(left), category(right), console);
        section(
                pages.label("commands"),
                PagePrinter.commands(left, pages),
                PagePrinter.commands(right, pages),
                console);
        section(pages.label("description"), left.description(), right.description(), console);
        section(pages.label("seen"), left.seen(), right.seen(), console);
        section(pages.label("fix"), left.fix(), right.fix(), console);
        section(pages.label("who"), left.actorText(), right.actorText(), console);
        section(pages.label("retry"), left.retryText(), right.retryText(), console);
        section(pages.label("when"), comparison.whenLeft(), comparison.whenRight(), console);
        section(pages.label("references"), left.reference(), right.reference(), console);
        console.blank();
        console.line(pages.label("differences"));
        console.rule();
        console.bullets(comparison.differences());
        console.blank();
        for (String url : urls(left, right)) {
            console.line(url);
        }
    }

    private static String category(CodePage page) {
        return page.categoryText() + ": " + page.causeName() + " (" + page.causeId() + ")";
    }

    private static void section(String label, String left, String right, Console console) {
        console.blank();
        console.line(label);
        console.rule();
        console.columns(left, right);
    }

    private static List<String> urls(CodePage left, CodePage right) {
        List<String> urls = new ArrayList<>(2);
        for (CodePage page : new CodePage[] {left, right}) {
            if (!page.url().isEmpty() && !urls.contains(page.url())) {
                urls.add(page.url());
            }
        }
        return Collections.unmodifiableList(urls);
    }
}
