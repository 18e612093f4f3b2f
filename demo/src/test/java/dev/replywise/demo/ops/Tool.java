package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Programs of other people that the tests run. */
final class Tool {
    private static final int PATIENCE_SECONDS = 120;

    private Tool() {}

    /** Where the program is. A test without it is skipped with one line; with {@code CI=true} it fails. */
    static Path require(String name, String debianPackage) {
        Path found = Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin", "/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (found == null) {
            assertThat(System.getenv("CI"))
                    .as("CI has to have " + name + ", of Debian's package " + debianPackage)
                    .isNotEqualTo("true");
            System.out.println("Skipped: " + name + " is missing; Debian has it in " + debianPackage + ".");
            throw new TestAbortedException(name + " is missing");
        }
        return found;
    }

    /** Runs to the end, which has to be a good one, and returns what was printed. */
    static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "tool", ".out");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(command + " did not end: " + printed).isTrue();
        assertThat(process.exitValue()).as(command + ": " + printed).isZero();
        return printed;
    }

    /** Starts a program that runs until it is ended; its output goes to {@code NAME.out} in the directory. */
    static Process start(Path directory, String name, List<String> command) throws IOException {
        return new ProcessBuilder(new ArrayList<>(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .start();
    }

    /** Asks it to end and waits until it has. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** A port of the loopback address that nobody had a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A new, empty directory under the build's. */
    static Path directory(String name) throws IOException {
        Path parent = Path.of(System.getProperty("replywise.build.directory", "target"), "ops")
                .toAbsolutePath();
        Files.createDirectories(parent);
        return Files.createTempDirectory(parent, name + "-");
    }
}
