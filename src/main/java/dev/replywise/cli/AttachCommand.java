package dev.replywise.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attach}: the agent into a JVM that runs already. */
@Command(
        name = "attach",
        header = "Loads the agent into a running JVM.",
        description = "Loads the agent into a running JVM of this machine and user; without PID lists those there are.",
        customSynopsis = "java -jar replywise-agent.jar attach PID [key=value,...]",
        mixinStandardHelpOptions = true,
        versionProvider = VersionOption.class)
final class AttachCommand implements Callable<Integer> {
    private final CommandRunner runner;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "PID", defaultValue = "", description = "The process.")
    private String pid = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "key=value,...",
            defaultValue = "",
            description = "Options, as behind -javaagent:replywise-agent.jar=.")
    private String options = "";

    AttachCommand(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        int status = load(runner, line, pid, options);
        if (status == Main.OK) {
            runner.out().print("attached to " + pid + "\n");
        }
        return status;
    }

    /** Loads the agent, or says why that did not work. */
    static int load(CommandRunner runner, CommandLine line, String pid, String options) {
        try {
            if (!isPid(pid)) {
                for (String jvm : RunningJvms.open().list()) {
                    runner.out().print(jvm + "\n");
                }
                throw new CommandLine.ParameterException(
                        line, pid.isEmpty() ? "a PID is missing" : "'" + pid + "' is no PID");
            }
            RunningJvms.open().load(pid, RunningJvms.agentJar(), options);
            return Main.OK;
        } catch (RunningJvms.NotAttached e) {
            runner.say(Shown.failure(e));
            return isPid(pid) ? Main.NO : Main.USAGE;
        }
    }

    static boolean isPid(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 10;
    }
}
