package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.ops.app.Outbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that sends mail with the packaged agent attached; used by one thread at a time. */
final class SendingJvm implements AutoCloseable {
    private final Process process;
    private final Path errors;
    private final int metricsPort;
    private final Writer orders;
    private final BufferedReader answers;
    private final List<String> printed = new ArrayList<>();

    private SendingJvm(Process process, Path errors, int metricsPort) {
        this.process = process;
        this.errors = errors;
        this.metricsPort = metricsPort;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts one that serves metrics, with these further options of the agent and arguments of the JVM. */
    static SendingJvm start(Path directory, String name, String options, String... jvmArguments) throws IOException {
        return start(directory, name, options, System.getProperty("java.class.path"), List.of(jvmArguments));
    }

    /** The same with a class path of its own. */
    static SendingJvm start(Path directory, String name, String options, String classPath, List<String> jvmArguments)
            throws IOException {
        int metricsPort = Tool.freePort();
        Path errors = directory.resolve(name + ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(jvmArguments);
        command.add("-javaagent:" + System.getProperty("replywise.agent.jar") + "=prometheus.port=" + metricsPort
                + (options.isEmpty() ? "" : "," + options));
        command.addAll(List.of("-cp", classPath, Outbox.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return new SendingJvm(builder.start(), errors, metricsPort);
    }

    /** Where a scraper finds it. */
    String target() {
        return "127.0.0.1:" + metricsPort;
    }

    /** Has mails sent, each over a connection of its own, and returns when all were tried: {@code sent N of COUNT}. */
    String send(String host, int port, int count, String recipients, String... settings) throws IOException {
        orders.write("send " + host + " " + port + " " + count + " " + recipients
                + (settings.length == 0 ? "" : " " + String.join(" ", settings)) + "\n");
        orders.flush();
        String line = answers.readLine();
        // The application's own log is on standard output too.
        while (line != null && !line.startsWith("sent ")) {
            printed.add(line);
            line = answers.readLine();
        }
        assertThat(line).as("the JVM ended: " + Files.readString(errors)).isNotNull();
        return line == null ? "" : line;
    }

    /** What a scraper reads. */
    String scrape() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + target() + "/metrics"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** What it has printed beside its answers, its own log for one. */
    List<String> printed() {
        return List.copyOf(printed);
    }

    /** What it has written to standard error. */
    String errors() throws IOException {
        return Files.readString(errors, StandardCharsets.UTF_8);
    }

    /** Lets it end by itself. */
    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
