package dev.replywise.demo.ops;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus that scrapes and evaluates once a second; thread-safe. */
final class Prometheus implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @param jobs what to scrape, a list of targets for each job
     * @param ruleFiles absolute paths
     * @param alertmanager host and port; empty for none
     */
    static Prometheus start(Path directory, Map<String, List<String>> jobs, List<Path> ruleFiles, String alertmanager)
            throws IOException {
        Path tool = Tool.require("prometheus", "prometheus");
        StringBuilder configuration = new StringBuilder();
        configuration.append("global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}\n");
        configuration
                .append("rule_files: ")
                .append(JSON.writeValueAsString(
                        ruleFiles.stream().map(Path::toString).toList()));
        configuration.append('\n');
        if (!alertmanager.isEmpty()) {
            configuration.append("alerting: {alertmanagers: [{static_configs: [{targets: ['");
            configuration.append(alertmanager).append("']}]}]}\n");
        }
        configuration.append("scrape_configs:\n");
        jobs.forEach((job, targets) -> configuration
                .append("- {job_name: ")
                .append(job)
                .append(", static_configs: [{targets: ")
                .append(JSON.writeValueAsString(targets))
                .append("}]}\n"));
        Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
        int port = Tool.freePort();
        Process process = Tool.start(
                directory,
                "prometheus",
                List.of(
                        tool.toString(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port));
        Prometheus prometheus = new Prometheus(process, port);
        await("Prometheus is ready, see " + directory)
                .atMost(Duration.ofSeconds(30))
                .until(prometheus::isReady);
        return prometheus;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** The values of an instant query by labels, these written {@code NAME=VALUE,…} in order, the metric's name left out. */
    Map<String, Double> query(String expression) throws InterruptedException {
        Map<String, Double> values = new TreeMap<>();
        for (JsonNode each :
                answer("/api/v1/query?query=" + encoded(expression)).path("result")) {
            Map<String, String> labels = new TreeMap<>();
            each.path("metric").properties().stream()
                    .filter(label -> !label.getKey().equals("__name__"))
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asString("")));
            String name = labels.toString();
            values.put(
                    name.substring(1, name.length() - 1).replace(", ", ","),
                    Double.parseDouble(each.path("value").path(1).asString("NaN")));
        }
        return values;
    }

    /** The sum of all values of an instant query; 0 where there are none. */
    double sum(String expression) throws InterruptedException {
        return query(expression).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** Labels and values of a range query, as the API has them. */
    JsonNode range(String expression, double start, double end, int stepSeconds) throws InterruptedException {
        return answer("/api/v1/query_range?query=" + encoded(expression) + "&start=" + start + "&end=" + end + "&step="
                + stepSeconds);
    }

    /** The {@code data} of an answer; a query that is refused is an error. */
    JsonNode answer(String path) throws InterruptedException {
        HttpResponse<String> response = get(path);
        JsonNode answer = JSON.readTree(response.body());
        if (!answer.path("status").asString("").equals("success")) {
            throw new IllegalArgumentException(path + ": " + response.body());
        }
        return answer.path("data");
    }

    static String encoded(String expression) {
        return URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Tool.end(process);
    }
}
