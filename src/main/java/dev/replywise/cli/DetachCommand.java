package dev.replywise.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code detach}: the agent's hooks out of a running JVM. */
@Command(
        name = "detach",
        header = "Takes the agent's hooks out of a running JVM.",
        description = "Takes the agent's hooks out of a running JVM; without PID lists those there are.",
        customSynopsis = "java -jar replywise-agent.jar detach PID",
        mixinStandardHelpOptions = true,
        versionProvider = VersionOption.class)
final class DetachCommand implements Callable<Integer> {
    /** The agent's argument that asks for it; no option can look like it. */
    private static final String DETACH = "--detach";

    private final CommandRunner runner;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "PID", defaultValue = "", description = "The process.")
    private String pid = "";

    DetachCommand(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws RunningJvms.NotAttached {
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        if (AttachCommand.isPid(pid)
                && !OpenFiles.mayHave(pid, RunningJvms.agentJar().getName())) {
            return notAttached();
        }
        try (DetachAnswer answer = DetachAnswer.expected()) {
            int status = AttachCommand.load(runner, line, pid, DETACH + answer.argument());
            if (status != Main.OK) {
                return status;
            }
            if (answer.nothingWasAttached()) {
                return notAttached();
            }
        }
        runner.out().print("detached from " + pid + "\n");
        return Main.OK;
    }

    private int notAttached() {
        runner.say("the agent is not attached to " + pid);
        return Main.NO;
    }
}
