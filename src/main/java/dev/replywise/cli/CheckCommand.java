package dev.replywise.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: a self-test with a verdict a line. */
@Command(
        name = "check",
        header = "Tests Java, options and back ends.",
        description = {
            "Tests what this JVM, the options and the back ends would do, with a verdict a line:",
            "ok, warn or fail. Exit status 1 when something fails."
        },
        customSynopsis = "java -jar replywise-agent.jar check [key=value,...] [--rules FILE]",
        mixinStandardHelpOptions = true,
        versionProvider = VersionOption.class)
final class CheckCommand implements Callable<Integer> {
    private final CommandRunner runner;

    @Parameters(
            arity = "0..1",
            paramLabel = "key=value,...",
            defaultValue = "",
            description = "Options, as behind -javaagent:replywise-agent.jar=.")
    private String options = "";

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            defaultValue = "",
            description = "A rule file to look at besides that of the option rules.")
    private String rules = "";

    CheckCommand(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        CheckReport report = new CheckReport(runner.out());
        List<CheckStep> steps = new ArrayList<>(LibraryChecks.all(rules));
        steps.addAll(runner.checks());
        for (CheckStep step : steps) {
            try {
                step.check(options, report);
            } catch (Exception | LinkageError failure) {
                report.fail("check", failure.getClass().getSimpleName() + ": " + Shown.failure(failure));
            }
        }
        return report.failed() ? Main.NO : Main.OK;
    }
}
