package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real OpenSearch of one node, in a process of its own. */
final class LogStore implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private LogStore(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static LogStore start(Path directory) throws IOException {
        Path built = Path.of(System.getProperty("replywise.store.directory", "store/target"));
        boolean isBuilt = Files.isDirectory(built.resolve("lib"));
        if (!isBuilt) {
            assertThat(System.getenv("CI"))
                    .as("CI has to build the module demo/store")
                    .isNotEqualTo("true");
            System.out.println("Skipped: the log store is not built; mvn -pl demo/store package builds it.");
        }
        assumeTrue(isBuilt, "demo/store is not built");
        int port = Tool.freePort();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        built.resolve("classes").toAbsolutePath()
                                + File.pathSeparator
                                + built.resolve("lib").toAbsolutePath()
                                + File.separator
                                + "*",
                        "dev.replywise.demo.store.StoreNode",
                        directory.resolve("node").toString(),
                        Integer.toString(port - 1))
                .directory(directory.toFile())
                .redirectError(directory.resolve("store.err").toFile())
                .start();
        LogStore store = new LogStore(process, port);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.equals("up")) {
            line = out.readLine();
        }
        if (line == null) {
            store.close();
            throw new IOException("the log store did not start: " + Files.readString(directory.resolve("store.err")));
        }
        return store;
    }

    /** Answers that are no success are errors. */
    JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", path.endsWith("_bulk") ? "application/x-ndjson" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as(method + " " + path + ": " + response.body())
                .isBetween(200, 299);
        return JsonMapper.builder().build().readTree(response.body());
    }

    /** Stores each line as a document of its own and returns when they can be found. */
    void index(String stream, List<String> lines) throws IOException, InterruptedException {
        StringBuilder bulk = new StringBuilder();
        lines.forEach(line -> bulk.append("{\"create\":{}}\n").append(line).append('\n'));
        JsonNode answer = ask("POST", "/" + stream + "/_bulk", bulk.toString());
        assertThat(answer.path("errors").asBoolean(true)).as(answer.toString()).isFalse();
        ask("POST", "/" + stream + "/_refresh", "");
    }

    /** How many documents match. */
    int count(String stream, String query) throws IOException, InterruptedException {
        return ask("POST", "/" + stream + "/_count", "{\"query\":" + query + "}")
                .path("count")
                .asInt(-1);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
