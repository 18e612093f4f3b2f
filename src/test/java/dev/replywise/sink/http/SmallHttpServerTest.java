package dev.replywise.sink.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmallHttpServerTest {
    private static final int WORKERS = 2;

    private final List<String> problems = new ArrayList<>();
    private final SmallHttpServer server = new SmallHttpServer(
            new SmallHttpServer.Names("test-accept", "test-worker-", "test", "no options"),
            WORKERS,
            request -> HttpAnswer.text(
                    HttpAnswer.OK, request.path() + "|" + request.parameter("q") + "|" + request.header("x")),
            problems::add);

    @BeforeEach
    void start() {
        assertThat(server.start("127.0.0.1", 0)).isTrue();
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(problems).isEmpty();
    }

    private String ask(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theRequestIsUnderstood() throws IOException {
        assertThat(ask("GET /a?p=1&q=%3Cx%3E+y&q=2 HTTP/1.1\r\nX:  v \r\nx: w\r\n\r\n"))
                .endsWith("\r\n\r\n/a|<x> y|v");
        assertThat(ask("GET /a?q=%zz HTTP/1.1\n\n")).endsWith("/a||");
        assertThat(ask("HEAD / HTTP/1.1\r\n\r\n"))
                .contains("Content-Length: 3\r\n")
                .endsWith("\r\n\r\n");
        assertThat(ask("BREW / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD\r\n");
    }

    @Test
    void aRequestThatNeverEndsIsCutOff() throws IOException {
        assertThat(ask("GET / HTTP/1.1\r\nX: " + "x".repeat(15_000))).isEmpty();
    }

    /** More of them than there are workers and places to wait, and yet nobody waits for their time to run out. */
    @Test
    void whoAsksSlowlyGivesWay() throws IOException {
        List<Socket> idle = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 20 * WORKERS; i++) {
            Socket socket = new Socket("127.0.0.1", server.port());
            socket.getOutputStream().write('G');
            idle.add(socket);
            assertThat(ask("GET /quick HTTP/1.1\r\n\r\n")).contains("/quick");
        }
        assertThat(System.nanoTime() - start).isLessThan(4_000_000_000L);
        for (Socket socket : idle) {
            socket.close();
        }
    }
}
