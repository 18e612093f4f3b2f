package dev.replywise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code codes}: the catalogue as a table. */
@Command(
        name = "codes",
        header = "Lists all codes.",
        description = "Lists all codes that are known, with class, cause, retry and name.",
        customSynopsis = "java -jar replywise-agent.jar codes [--class C] [--lang L] [--json]",
        mixinStandardHelpOptions = true,
        versionProvider = VersionOption.class)
final class CodesCommand implements Callable<Integer> {
    private static final List<String> CLASSES = Arrays.asList("positive", "transient", "permanent", "none", "any");

    private final CommandRunner runner;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--class",
            paramLabel = "C",
            defaultValue = "",
            description = "Only codes of a class: positive, transient, permanent, none, any (codes X.n.n).")
    private String wantedClass = "";

    @Mixin
    private LanguageOption lang = new LanguageOption();

    @Option(names = "--json", description = "A JSON array of objects, one a line, in place of the table.")
    private boolean json;

    CodesCommand(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws IOException {
        String wanted = wantedClass.toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty() && !CLASSES.contains(wanted)) {
            CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
            throw new CommandLine.ParameterException(
                    line, "no class '" + wantedClass + "': there are " + String.join(", ", CLASSES));
        }
        CodePages pages = runner.pages(lang.language);
        List<CodePage> found = new ArrayList<>();
        for (CodePage page : pages.codes()) {
            if (wanted.isEmpty() || page.classId().equals(wanted)) {
                found.add(page);
            }
        }
        if (json) {
            writeJson(found);
        } else {
            print(found, pages);
        }
        return Main.OK;
    }

    private void writeJson(List<CodePage> found) throws IOException {
        try (JsonGenerator generator = Json.generator(runner.out())) {
            generator.writeStartArray();
            for (CodePage page : found) {
                generator.writeRaw('\n');
                PageJson.write(page, generator);
            }
            generator.writeRaw('\n');
            generator.writeEndArray();
            generator.writeRaw('\n');
        }
    }

    private void print(List<CodePage> found, CodePages pages) {
        List<List<String>> rows = new ArrayList<>();
        for (CodePage page : found) {
            rows.add(Arrays.asList(page.code(), page.classText(), page.causeId(), page.retryId(), page.name()));
        }
        Console.on(runner.out())
                .table(
                        Arrays.asList(
                                pages.label("code"),
                                pages.label("class"),
                                pages.label("cause"),
                                pages.label("retry"),
                                pages.label("name")),
                        rows);
    }
}
