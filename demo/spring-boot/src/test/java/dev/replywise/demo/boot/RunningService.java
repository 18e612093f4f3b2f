package dev.replywise.demo.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service in a JVM of its own, with the packaged agent and a free port. */
final class RunningService implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port(?:\\(s\\):)? (\\d+)");
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path err;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Integer> port = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread reader;
    private int listening;

    private RunningService(Process process, Path err) {
        this.process = process;
        this.err = err;
        this.reader = new Thread(this::read, "service-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param options behind the agent flag; empty for none
     */
    static RunningService start(int smtpPort, String options) throws Exception {
        Path jar = Path.of(System.getProperty("service.jar"));
        Path err = jar.resolveSibling("service-err.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        java(),
                        "-XX:TieredStopAtLevel=1",
                        "-javaagent:"
                                + Path.of(System.getProperty("replywise.agent.jar"))
                                        .normalize()
                                + (options.isEmpty() ? "" : "=" + options),
                        "-jar",
                        jar.toString(),
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--spring.mail.host=127.0.0.1",
                        "--spring.mail.port=" + smtpPort)
                .redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        RunningService service = new RunningService(builder.start(), err);
        Integer listening = service.port.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (listening == null || listening == 0) {
            service.process.destroyForcibly();
            throw new IllegalStateException("not started: " + service.out + service.err());
        }
        service.listening = listening;
        return service;
    }

    /** Has it send a mail; what it answered. */
    String send(String recipient) throws Exception {
        String query = "to=" + URLEncoder.encode(recipient, StandardCharsets.UTF_8);
        return client.send(
                        HttpRequest.newBuilder(uri("/mail?" + query))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Lines of its own scrape endpoint. */
    List<String> scrape() throws Exception {
        return client.send(HttpRequest.newBuilder(uri("/actuator/prometheus")).build(), BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    /** Ends it as an operator would, and waits; its exit status. */
    int stop() throws Exception {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("does not end: " + out);
        }
        reader.join(TimeUnit.SECONDS.toMillis(10));
        return process.exitValue();
    }

    /** Lines of its standard output so far. */
    List<String> out() {
        return List.copyOf(out);
    }

    /** Its standard error so far. */
    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The JVM under test; {@code -Dreplywise.java=…} names one of another version. */
    private static String java() {
        Path own = Path.of(System.getProperty("java.home"), "bin", "java");
        return System.getProperty("replywise.java", own.toString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listening + path);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.add(line);
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    port.add(Integer.valueOf(started.group(1)));
                }
            }
        } catch (IOException ended) {
            // The process is gone; what it said is there.
        }
        port.add(0);
    }
}
