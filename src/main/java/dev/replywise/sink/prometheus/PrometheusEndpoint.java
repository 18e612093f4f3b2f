package dev.replywise.sink.prometheus;

import dev.replywise.sink.http.HttpAnswer;
import dev.replywise.sink.http.HttpRequest;
import dev.replywise.sink.http.SmallHttpServer;
import dev.replywise.sink.metrics.MetricsListener;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Serves {@code /metrics} on daemon threads of its own. Thread-safe; nothing throws: what cannot be started is one
 * problem, and sending goes on.
 */
public final class PrometheusEndpoint implements AutoCloseable {
    private static final int MOST_SCRAPES = 4;
    private static final SmallHttpServer.Names NAMES = new SmallHttpServer.Names(
            "replywise-prometheus", "replywise-scrape-", "metrics", "prometheus.host, prometheus.port");

    private final TotalsExposition exposition;
    private final MetricsListener metrics;
    private final SmallHttpServer server;

    /**
     * An endpoint that does not listen yet.
     *
     * @param problems where failures are reported, in one line
     */
    public PrometheusEndpoint(MetricsListener metrics, Consumer<String> problems) {
        this.metrics = metrics;
        this.exposition = new TotalsExposition(metrics.totals(), metrics.labelNames());
        this.server = new SmallHttpServer(NAMES, MOST_SCRAPES, this::answer, problems);
    }

    /**
     * Binds and serves; a second call does nothing. May look up a host name, so call it from a background thread.
     *
     * @param port 0 for any free one
     * @return whether it listens
     */
    public boolean start(String host, int port) {
        boolean listening = server.start(host, port);
        if (listening) {
            metrics.begin();
        }
        return listening;
    }

    /** The port it listens on; -1 when it does not. */
    public int port() {
        return server.port();
    }

    /** Stops listening for good. */
    @Override
    public void close() {
        server.close();
    }

    private HttpAnswer answer(HttpRequest request) throws IOException {
        switch (request.path()) {
            case "/metrics":
                return metrics(request);
            case "/":
                return HttpAnswer.text(HttpAnswer.OK, "Replywise: see /metrics\n");
            default:
                return HttpAnswer.text("404 Not Found", "see /metrics\n");
        }
    }

    private HttpAnswer metrics(HttpRequest request) throws IOException {
        ExpositionFormatWriter format = exposition.format(request.header("Accept"));
        boolean zip = request.header("Accept-Encoding").contains("gzip");
        HttpAnswer answer = HttpAnswer.of(HttpAnswer.OK, format.getContentType(), body(format, zip))
                .with("Vary", "Accept, Accept-Encoding");
        return zip ? answer.with("Content-Encoding", "gzip") : answer;
    }

    private byte[] body(ExpositionFormatWriter format, boolean zip) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(16 * 1024);
        if (zip) {
            try (GZIPOutputStream zipped = new GZIPOutputStream(body)) {
                exposition.write(format, zipped);
            }
        } else {
            exposition.write(format, body);
        }
        return body.toByteArray();
    }
}
