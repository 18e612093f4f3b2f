package dev.replywise.cli;

import dev.replywise.catalog.Messages;
import dev.replywise.catalog.ReplyCatalog;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Parses a command line, runs its command and turns whatever goes wrong into one line and an exit status. */
@Command(
        name = "replywise",
        description = "Explains SMTP replies: what they mean and what to do about them.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionOption.class,
        customSynopsis = "java -jar replywise-agent.jar COMMAND [ARGUMENTS]",
        footer = {
            "",
            "As an agent: java -javaagent:replywise-agent.jar[=key=value,...] ...",
            "Exit status: 0; 1 where the answer is no; 2 for wrong usage."
        })
final class CommandRunner {
    private static final String ALL =
            "java -jar replywise-agent.jar explain|compare|codes|classify|attach|detach|check [ARGUMENTS]";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    private final List<? extends CheckStep> checks;

    CommandRunner(InputStream in, PrintStream out, PrintStream err, List<? extends CheckStep> checks) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.checks = checks;
    }

    InputStream in() {
        return in;
    }

    PrintStream out() {
        return out;
    }

    List<? extends CheckStep> checks() {
        return checks;
    }

    /** One line on standard error. */
    void say(String line) {
        out.flush();
        err.print("replywise: " + line + "\n");
        err.flush();
    }

    /** The codes and causes in a language; says so when there are no texts in it. */
    CodePages pages(String language) {
        return new CodePages(ReplyCatalog.builtIn(), messages(language));
    }

    Messages messages(String language) {
        Messages messages = Messages.of(language);
        if (!language.toLowerCase(Locale.ROOT).startsWith(messages.language())) {
            say("no texts in '" + Shown.text(language) + "'; English is used");
        }
        return messages;
    }

    int run(String[] args) {
        CommandLine line = new CommandLine(this)
                .addSubcommand(new ExplainCommand(this))
                .addSubcommand(new CompareCommand(this))
                .addSubcommand(new CodesCommand(this))
                .addSubcommand(new ClassifyCommand(this))
                .addSubcommand(new AttachCommand(this))
                .addSubcommand(new DetachCommand(this))
                .addSubcommand(new CheckCommand(this))
                .setExpandAtFiles(false)
                .setUnmatchedOptionsArePositionalParams(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setUsageHelpWidth(90)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setParameterExceptionHandler(this::wrongUsage)
                .setExecutionExceptionHandler(this::failed)
                .setExecutionStrategy(this::execute);
        return line.execute(args);
    }

    private int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        if (!parsed.hasSubcommand()) {
            parsed.commandSpec()
                    .commandLine()
                    .usage(parsed.commandSpec().commandLine().getOut());
            say("a command is missing; right is: " + ALL);
            return Main.USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private int wrongUsage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        String message = oneLine(String.valueOf(wrong.getMessage()));
        String right = command.getParent() == null
                ? ALL
                : command.getCommandSpec().usageMessage().customSynopsis()[0];
        say(message + "; right is: " + right);
        return Main.USAGE;
    }

    private int failed(Exception failure, CommandLine command, ParseResult parsed) {
        say(command.getCommandName() + " failed: " + Shown.failure(failure));
        return Main.NO;
    }

    private static String oneLine(String message) {
        return Shown.text(message.replace("\r", "").replace('\n', ' ').trim());
    }
}
