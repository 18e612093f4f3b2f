package dev.replywise.sink.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.MessageOutcome;
import dev.replywise.event.RecipientResult;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.sink.metrics.MetricsListener;
import dev.replywise.sink.metrics.SampleEvents;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusEndpointTest {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+(?:\\{[^}]*\\})?) ([0-9.E+Inf-]+)");

    private final List<String> problems = new ArrayList<>();
    private final MetricsListener metrics = new MetricsListener(List.of("X-Campaign"), problems::add);
    private final PrometheusEndpoint endpoint = new PrometheusEndpoint(metrics, problems::add);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    /** Every line must be a comment or a sample. */
    private static Map<String, Double> samples(String body) {
        Map<String, Double> samples = new TreeMap<>();
        for (String line : body.split("\n")) {
            if (!line.startsWith("# ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                samples.put(sample.group(1), Double.valueOf(sample.group(2)));
            }
        }
        return samples;
    }

    /** A scraper that comes before the first mail sees the failures begin, and knows a new process from an old one. */
    @Test
    void aFreshProcessAnswersBeforeItsFirstMail() throws Exception {
        assertThat(endpoint.start("127.0.0.1", 0)).isTrue();

        Map<String, Double> samples = samples(get("/metrics").body());

        double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0;
        assertThat(samples)
                .containsEntry("smtp_client_failures_total{smtp_response_class=\"transient\"}", 0.0)
                .containsEntry("smtp_client_failures_total{smtp_response_class=\"permanent\"}", 0.0)
                .containsEntry("smtp_client_failures_total{smtp_response_class=\"none\"}", 0.0)
                .hasSize(4);
        assertThat(samples.get("process_start_time_seconds")).isCloseTo(started, Offset.offset(5.0));
        assertThat(get("/").body()).contains("/metrics");
        assertThat(get("/other").statusCode()).isEqualTo(404);
    }

    @Test
    void aScrapeShowsTheNumbersUnderTheirNames() throws Exception {
        assertThat(endpoint.start("127.0.0.1", 0)).isTrue();
        metrics.onConnection(SampleEvents.connected("mx.example.com").build());
        metrics.onConnection(SampleEvents.refused("dead.example.com").build());
        metrics.onReply(SampleEvents.reply("mx.example.com", SmtpCommand.RCPT, "551 gone", "mailbox-moved")
                .labels(Map.of("X-Campaign", "a\"b\\c\nd"))
                .build());
        metrics.onMessage(SampleEvents.message(
                        "mx.example.com",
                        MessageOutcome.PERMANENT,
                        RecipientResult.of(ReplyClass.PERMANENT, "mailbox-moved", 2))
                .build());

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body())
                .contains("# TYPE smtp_client_replies_total counter\n")
                .contains("# TYPE smtp_client_message_duration_seconds histogram\n")
                .contains(
                        "# HELP smtp_client_failures_total Replies that refused something, and replies and connections"
                                + " that did not come.\n");
        assertThat(samples(response.body()))
                .containsEntry(
                        "smtp_client_replies_total{error_type=\"551\",labels_X_Campaign=\"a\\\"b\\\\c\\nd\","
                                + "server_address=\"mx.example.com\",smtp_cause_id=\"mailbox-moved\","
                                + "smtp_command=\"RCPT\",smtp_response_class=\"permanent\","
                                + "smtp_response_status_code=\"551\"}",
                        1.0)
                .containsEntry("smtp_client_failures_total{smtp_response_class=\"transient\"}", 0.0)
                .containsEntry("smtp_client_failures_total{smtp_response_class=\"permanent\"}", 1.0)
                .containsEntry("smtp_client_failures_total{smtp_response_class=\"none\"}", 1.0)
                .containsEntry(
                        "smtp_client_connections_total{error_type=\"\",labels_X_Campaign=\"\","
                                + "server_address=\"mx.example.com\",tls_protocol_version=\"1.3\"}",
                        1.0)
                .containsEntry(
                        "smtp_client_connections_total{error_type=\"java.net.ConnectException\",labels_X_Campaign=\"\","
                                + "server_address=\"dead.example.com\",tls_protocol_version=\"\"}",
                        1.0)
                .containsEntry(
                        "smtp_client_messages_total{labels_X_Campaign=\"\",server_address=\"mx.example.com\","
                                + "smtp_message_outcome=\"permanent\"}",
                        1.0)
                .containsEntry(
                        "smtp_client_recipients_total{labels_X_Campaign=\"\",server_address=\"mx.example.com\","
                                + "smtp_cause_id=\"mailbox-moved\",smtp_response_class=\"permanent\"}",
                        2.0)
                .containsEntry(
                        "smtp_client_message_duration_seconds_bucket{server_address=\"mx.example.com\","
                                + "smtp_message_outcome=\"permanent\",le=\"2.5\"}",
                        0.0)
                .containsEntry(
                        "smtp_client_message_duration_seconds_bucket{server_address=\"mx.example.com\","
                                + "smtp_message_outcome=\"permanent\",le=\"5.0\"}",
                        1.0)
                .containsEntry(
                        "smtp_client_message_duration_seconds_bucket{server_address=\"mx.example.com\","
                                + "smtp_message_outcome=\"permanent\",le=\"+Inf\"}",
                        1.0)
                .containsEntry(
                        "smtp_client_message_duration_seconds_sum{server_address=\"mx.example.com\","
                                + "smtp_message_outcome=\"permanent\"}",
                        3.0)
                .containsEntry(
                        "smtp_client_command_duration_seconds_count{smtp_command=\"RCPT\","
                                + "smtp_response_class=\"permanent\"}",
                        1.0);
        assertThat(problems).isEmpty();
    }

    @Test
    void openMetricsIsWrittenToWhoeverAsks() throws Exception {
        endpoint.start("127.0.0.1", 0);
        metrics.onConnection(SampleEvents.connected("mx.example.com").build());

        HttpResponse<String> response = client.send(
                request("/metrics")
                        .header("Accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3")
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(response.body())
                .contains("# TYPE smtp_client_failures counter\n")
                .endsWith("# EOF\n");
    }

    @Test
    void theBodyIsZippedForWhoeverAsks() throws Exception {
        endpoint.start("127.0.0.1", 0);
        metrics.onConnection(SampleEvents.connected("mx.example.com").build());

        HttpResponse<byte[]> response = client.send(
                request("/metrics").header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        String body = new String(
                new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(samples(body)).containsEntry("smtp_client_failures_total{smtp_response_class=\"none\"}", 0.0);
    }

    @Test
    void nothingButReadingIsAllowed() throws Exception {
        endpoint.start("127.0.0.1", 0);

        HttpResponse<String> post = client.send(
                request("/metrics")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> head = client.send(
                request("/metrics")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void rubbishDoesNotKeepOthersOut() throws Exception {
        endpoint.start("127.0.0.1", 0);
        List<Socket> idle = new ArrayList<>();
        for (String text : List.of("", "\u0000\u0001\r\n\r\n", "GET\r\n\r\n")) {
            Socket socket = new Socket("127.0.0.1", endpoint.port());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            idle.add(socket);
        }

        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        for (Socket socket : idle) {
            socket.close();
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aPortInUseIsOneProblem() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(endpoint.start("127.0.0.1", taken.getLocalPort())).isFalse();

            assertThat(problems)
                    .singleElement()
                    .asString()
                    .startsWith(
                            "no metrics on 127.0.0.1:" + taken.getLocalPort() + " (prometheus.host, prometheus.port): ")
                    .endsWith("; mail is sent as ever");
            assertThat(endpoint.port()).isEqualTo(-1);
        }
    }

    @Test
    void aBadHostIsOneProblem() {
        assertThat(endpoint.start("no such host", 0)).isFalse();

        assertThat(problems).singleElement().asString().startsWith("no metrics on no such host:0");
    }

    @Test
    void allThreadsAreDaemonsAndEndWithTheEndpoint() throws Exception {
        endpoint.start("127.0.0.1", 0);
        get("/metrics");
        int port = endpoint.port();
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("replywise-prometheus")
                        || thread.getName().startsWith("replywise-scrape-"))
                .collect(Collectors.toList());
        assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);

        endpoint.close();

        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(again.isBound()).isTrue();
        }
        assertThat(endpoint.start("127.0.0.1", 0)).as("closed for good").isFalse();
    }

    @Test
    void theJvmStaysAsItWas() throws Exception {
        Map<Object, Object> before = new TreeMap<>(System.getProperties());
        endpoint.start("127.0.0.1", 0);
        get("/metrics");

        assertThat(new TreeMap<>(System.getProperties())).isEqualTo(before);
    }
}
