package dev.replywise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.RuleProblem;
import dev.replywise.classify.RuleSet;
import dev.replywise.event.AddressMode;
import dev.replywise.event.Addresses;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code classify}: replies in, one JSON object for each out, while they come. */
@Command(
        name = "classify",
        header = "Classifies replies or log lines from standard input.",
        description = {
            "Reads replies from standard input and writes a JSON object for each, in the same order, while they",
            "come. A line is a bare reply or an object {\"reply\": \"...\", \"command\": \"RCPT\"}; with --from,",
            "a line of a mail server's log or of a delivery status notification."
        },
        customSynopsis =
                "java -jar replywise-agent.jar classify [--from postfix|exim|sendmail|exchange|dsn] [--lang L] [--rules FILE] [--addresses MODE] < FILE",
        mixinStandardHelpOptions = true,
        versionProvider = VersionOption.class)
final class ClassifyCommand implements Callable<Integer> {
    private final CommandRunner runner;

    @Spec
    private @Nullable CommandSpec spec;

    /** What the input is. */
    enum Input {
        POSTFIX,
        EXIM,
        SENDMAIL,
        EXCHANGE,
        DSN
    }

    @Option(names = "--from", paramLabel = "FORMAT", description = "postfix, exim, sendmail, exchange or dsn.")
    private @Nullable String from;

    @Mixin
    private LanguageOption lang = new LanguageOption();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            defaultValue = "${sys:replywise.rules:-${env:REPLYWISE_RULES:-}}",
            description = "Rules that are tried before the built-in ones (default: the option rules).")
    private String rules = "";

    @Option(
            names = "--addresses",
            paramLabel = "MODE",
            defaultValue = "full",
            description = "How mail addresses are shown: full (default), masked, domain, hash or none.")
    private String addresses = "full";

    @Option(names = "--verbose", description = "Says at the end how many lines held no reply.")
    private boolean verbose;

    ClassifyCommand(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws IOException {
        ReplyLines lines = new ReplyLines();
        ReplySource source = from == null ? lines : source(from);
        Addresses shown = Addresses.of(mode(), "");
        ReplyClassifier classifier = classifier();
        ReplyExplainer explainer = new ReplyExplainer(classifier, runner.messages(lang.language), shown);
        JsonGenerator generator = Json.generator(new CheckedOutput(runner.out()));
        Totals totals = new Totals();
        LineReader reader = new LineReader(runner.in(), generator::flush);
        ReplySource.Found found = reply -> {
            totals.found++;
            generator.writeStartObject();
            explainer.explain(reply).writeFields(generator);
            generator.writeEndObject();
            generator.writeRaw('\n');
        };
        try {
            while (reader.next()) {
                long before = totals.found;
                source.line(reader, found);
                totals.without += totals.found == before ? 1 : 0;
            }
            source.end(found);
            generator.flush();
        } catch (CheckedOutput.Closed closed) {
            runner.say("standard output was closed after " + totals.found + " replies");
            return Main.NO;
        }
        if (lines.malformed() > 0) {
            runner.say(lines.malformed() + " lines of JSON could not be read; their objects have the key \"error\"");
        }
        if (verbose && from != null) {
            runner.say(totals.found + " replies found; " + totals.without + " lines began or ended none");
        }
        return Main.OK;
    }

    private static final class Totals {
        long found;
        long without;
    }

    private ReplySource source(String format) {
        try {
            switch (Input.valueOf(format.toUpperCase(Locale.ROOT))) {
                case POSTFIX:
                    return new PostfixLog();
                case EXIM:
                    return new EximLog();
                case SENDMAIL:
                    return new SendmailLog();
                case EXCHANGE:
                    return new ExchangeLog();
                default:
                    return new DeliveryStatus();
            }
        } catch (IllegalArgumentException unknown) {
            throw wrong("no format '" + format + "'");
        }
    }

    private AddressMode mode() {
        try {
            return AddressMode.valueOf(addresses.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw wrong("no mode '" + addresses + "' of --addresses: there are full, masked, domain, hash, none");
        }
    }

    private ReplyClassifier classifier() {
        if (rules.isEmpty()) {
            return ReplyClassifier.builtIn();
        }
        Path file;
        try {
            file = Paths.get(rules);
        } catch (InvalidPathException e) {
            throw wrong("'" + rules + "' is no file name");
        }
        if (!file.toFile().canRead()) {
            throw wrong("the rule file '" + rules + "' cannot be read");
        }
        RuleSet read = RuleSet.read(file);
        for (RuleProblem problem : read.problems()) {
            runner.say(Shown.text(problem.toString()));
        }
        return ReplyClassifier.withRules(read);
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec == null ? new CommandLine(this) : spec.commandLine(), message);
    }
}
