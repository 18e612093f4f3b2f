package dev.replywise.demo.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pager: takes what Alertmanager sends and keeps each alert; thread-safe. */
final class Webhook implements AutoCloseable {
    private final List<JsonNode> alerts = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Webhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The alerts of this name and job that were told as {@code firing} or {@code resolved}, in order. */
    List<JsonNode> alerts(String name, String job, String status) {
        return alerts.stream()
                .filter(alert -> label(alert, "alertname").equals(name))
                .filter(alert -> label(alert, "job").equals(job))
                .filter(alert -> alert.path("status").asString("").equals(status))
                .toList();
    }

    /** All alerts of a job. */
    List<JsonNode> alerts(String job) {
        return alerts.stream().filter(alert -> label(alert, "job").equals(job)).toList();
    }

    private static String label(JsonNode alert, String name) {
        return alert.path("labels").path(name).asString("");
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonMapper.builder()
                    .build()
                    .readTree(exchange.getRequestBody().readAllBytes())
                    .path("alerts")
                    .forEach(alerts::add);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
