package dev.replywise.agent;

import dev.replywise.cli.Main;

/** The library's command line with what only the agent can check. */
public final class CommandLine {
    private CommandLine() {}

    /** Runs a command on the JVM's own streams; the answer is the exit status. */
    public static int run(String[] arguments) {
        return Main.run(arguments, AgentChecks.all());
    }
}
