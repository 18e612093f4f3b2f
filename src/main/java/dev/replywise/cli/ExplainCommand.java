package dev.replywise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.ReplyContext;
import dev.replywise.event.AddressMode;
import dev.replywise.event.Addresses;
import dev.replywise.reply.EnhancedStatusCode;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: the page of a code or cause, or what a whole reply means. */
@Command(
        name = "explain",
        header = "Explains a code, a cause or a whole reply.",
        description = {
            "Explains a reply code (551), an enhanced status code (5.7.26, X.1.6), a cause (mailbox-full)",
            "or a whole reply: what it means, when it comes, how to fix it and whether to send again."
        },
        customSynopsis = "java -jar replywise-agent.jar explain CODE|REPLY [--lang L] [--json]",
        mixinStandardHelpOptions = true,
        versionProvider = VersionOption.class)
final class ExplainCommand implements Callable<Integer> {
    private final CommandRunner runner;

    @Mixin
    private LanguageOption lang = new LanguageOption();

    @Option(names = "--json", description = "One JSON object in place of text.")
    private boolean json;

    @Option(
            names = "--command",
            paramLabel = "NAME",
            defaultValue = "OTHER",
            description = "The command that the reply answers, such as RCPT or END_OF_DATA.")
    private String command = "OTHER";

    @Parameters(
            arity = "1..*",
            paramLabel = "CODE|REPLY",
            description = "A code, a cause, or a reply; several words are one reply.")
    private List<String> words = new ArrayList<>();

    ExplainCommand(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws IOException {
        String asked = String.join(" ", words).trim();
        CodePages pages = runner.pages(lang.language);
        Optional<CodePage> page = pages.code(asked);
        if (!page.isPresent()) {
            page = pages.cause(asked.toLowerCase(Locale.ROOT));
        }
        if (page.isPresent()) {
            show(page.get(), pages);
            return Main.OK;
        }
        if (asked.indexOf(' ') < 0 && asked.indexOf('\n') < 0 && !startsLikeReply(asked)) {
            runner.say("'" + Shown.text(asked) + "' is no known code or cause" + classHint(asked)
                    + "; the command codes lists those that are known");
            return Main.NO;
        }
        explainReply(asked, pages);
        return Main.OK;
    }

    private static boolean startsLikeReply(String text) {
        return text.length() > 4
                && EnhancedStatusCode.parse(text).equals(EnhancedStatusCode.NONE)
                && ReplyParser.parse(text).code().isPresent()
                && (text.charAt(3) == '-' || text.charAt(3) == ' ');
    }

    /** What the first digit says even where nothing else is known. */
    private static String classHint(String asked) {
        EnhancedStatusCode enhanced = EnhancedStatusCode.parse(asked);
        if (enhanced.isPresent()) {
            return " (its first digit says " + enhanced.replyClass().id() + ")";
        }
        SmtpReply reply = ReplyParser.parse(asked);
        return asked.length() == 3 && reply.code().isStandard()
                ? " (its first digit says " + reply.replyClass().id() + ")"
                : "";
    }

    private void show(CodePage page, CodePages pages) throws IOException {
        if (json) {
            try (JsonGenerator generator = Json.generator(runner.out())) {
                PageJson.write(page, generator);
                generator.writeRaw('\n');
            }
            return;
        }
        PagePrinter.print(page, pages, Console.on(runner.out()));
    }

    private void explainReply(String text, CodePages pages) throws IOException {
        SmtpReply reply = ReplyParser.parse(text);
        ReplyContext context = ReplyContext.of(SmtpCommand.ofVerb(command));
        ObservedReply observed =
                ObservedReply.builder().reply(text).context(context).build();
        ExplainedReply explained = new ReplyExplainer(
                        ReplyClassifier.builtIn(), pages.messages(), Addresses.of(AddressMode.FULL, ""))
                .explain(observed);
        List<CodePage> codes = new ArrayList<>();
        addPage(reply.code().toString(), pages, codes);
        addPage(reply.enhancedStatusCode().toString(), pages, codes);
        if (json) {
            try (JsonGenerator generator = Json.generator(runner.out())) {
                generator.writeStartObject();
                explained.writeFields(generator);
                generator.writeArrayFieldStart("codes");
                for (CodePage page : codes) {
                    PageJson.write(page, generator);
                }
                generator.writeEndArray();
                generator.writeEndObject();
                generator.writeRaw('\n');
            }
            return;
        }
        Console console = Console.on(runner.out());
        PagePrinter.print(explained, pages, console);
        for (CodePage page : codes) {
            console.blank();
            PagePrinter.print(page, pages, console);
        }
    }

    private static void addPage(String code, CodePages pages, List<CodePage> found) {
        Optional<CodePage> page = pages.code(code);
        if (page.isPresent()) {
            found.add(page.get());
        }
    }
}
