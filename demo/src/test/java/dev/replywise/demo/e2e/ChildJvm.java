package dev.replywise.demo.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a JVM of its own printed and how it ended.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
record ChildJvm(int status, String out, String err) {
    private static final int PATIENCE_SECONDS = 120;

    /** Runs {@code java} with these arguments until it ends; its output goes to files in {@code directory}. */
    static ChildJvm run(Path directory, List<String> arguments) throws IOException, InterruptedException {
        return run(directory, arguments, false, Map.of());
    }

    /** The same, with these variables in its environment. */
    static ChildJvm run(Path directory, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        return run(directory, arguments, false, environment);
    }

    /** The same, with standard error closed from the start if told so. */
    static ChildJvm run(Path directory, List<String> arguments, boolean errorClosed)
            throws IOException, InterruptedException {
        return run(directory, arguments, errorClosed, Map.of());
    }

    private static ChildJvm run(
            Path directory, List<String> arguments, boolean errorClosed, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (errorClosed) {
            command.addAll(List.of("/bin/sh", "-c", "exec \"$@\" 2>&-", "sh"));
        }
        command.add(Build.java());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(arguments);
        Files.createDirectories(directory);
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // Options of the surrounding build must not reach the JVM under test, nor make it print a line about them.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running after " + PATIENCE_SECONDS + " s: " + command + "\n"
                    + Files.readString(out) + Files.readString(err));
        }
        return new ChildJvm(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
