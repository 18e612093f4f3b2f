package dev.replywise.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.replywise.event.AddressMode;
import dev.replywise.event.EventFormat;
import dev.replywise.event.MessageOutcome;
import dev.replywise.event.Samples;
import dev.replywise.reply.SmtpCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files and documents over a socket. */
class ConsoleEndpointTest {
    private static final ConsoleFacts FACTS = new ConsoleFacts() {
        @Override
        public String version() {
            return "1.2.3";
        }

        @Override
        public long attachedMillis() {
            return 42;
        }

        @Override
        public Map<String, String> options() {
            return Map.of("console.port", "0", "rules", "a\u202eb");
        }

        @Override
        public long eventsLost() {
            return 7;
        }

        @Override
        public long suppressedErrors() {
            return 0;
        }
    };

    private final List<String> problems = new ArrayList<>();
    private ConsoleEndpoint endpoint = new ConsoleEndpoint(FACTS, EventFormat.DEFAULT, problems::add);

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", endpoint.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String target, String... fields) throws IOException {
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return raw(request + "\r\n");
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** Must be one JSON document. */
    private String json(String target, String... fields) throws IOException {
        String body = body(get(target, fields));
        try (JsonParser parser = new JsonFactory().createParser(body)) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
        }
        return body;
    }

    private void start(EventFormat format) {
        endpoint = new ConsoleEndpoint(FACTS, format, problems::add);
        assertThat(endpoint.start("127.0.0.1", 0)).isTrue();
    }

    private void refuse(String text) {
        endpoint.listener()
                .onReply(Samples.rcpt("john.doe@old.example", "550 5.1.1 " + text)
                        .messageId("<1@shop.example>")
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/console.js",
                "/console.css",
                "/favicon.svg",
                "/api/overview",
                "/api/agent",
                "/none",
                "/api/x"
            })
    void everyAnswerIsKeptInItsPlace(String target) throws IOException {
        start(EventFormat.DEFAULT);
        String answer = get(target);

        assertThat(answer)
                .startsWith(target.endsWith("none") || target.endsWith("x") ? "HTTP/1.1 404 " : "HTTP/1.1 200 ")
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'", "trusted-types 'none'")
                .contains("X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n")
                .contains("Cache-Control: no-store\r\n", "X-Frame-Options: DENY\r\n")
                .doesNotContainIgnoringCase("unsafe", "set-cookie", "Access-Control-Allow-Origin");
        assertThat(problems).isEmpty();
    }

    @Test
    void typesAreTold() throws IOException {
        start(EventFormat.DEFAULT);

        assertThat(get("/")).contains("Content-Type: text/html; charset=utf-8\r\n");
        assertThat(get("/console.js")).contains("Content-Type: text/javascript; charset=utf-8\r\n");
        assertThat(get("/console.css")).contains("Content-Type: text/css; charset=utf-8\r\n");
        assertThat(get("/api/texts")).contains("Content-Type: application/json; charset=utf-8\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "GET /api/overview HTTP/1.1\r\nHost: evil.example:80\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"
            })
    void aForeignHostGetsNothing(String request) throws IOException {
        start(EventFormat.DEFAULT);

        assertThat(raw(request)).startsWith("HTTP/1.1 403 ").doesNotContain("<html", "{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", ""})
    void nothingButReadingIsAllowed(String method) throws IOException {
        start(EventFormat.DEFAULT);

        assertThat(raw(method + " / HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 405 ");
        assertThat(body(raw("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"))).isEmpty();
    }

    @Test
    void theOverviewHasWhatWasSeen() throws IOException {
        start(EventFormat.DEFAULT);
        refuse("No such user");
        endpoint.listener()
                .onMessage(Samples.message(MessageOutcome.PERMANENT, Optional.empty())
                        .build());
        String overview = json("/api/overview");

        assertThat(overview)
                .contains(
                        "\"messages\":{\"accepted\":0,\"partial\":0,\"transient\":0,\"permanent\":1,\"failed\":0,\"unknown\":0}")
                .contains("\"replies\":{\"positive\":0,\"transient\":0,\"permanent\":1,\"none\":0}")
                .contains("\"causes\":{\"total\":1,\"top\":[{\"id\":\"mailbox-unknown\"", "\"url\":\"https://")
                .contains("{\"name\":\"old.example\",\"total\":1,\"failed\":1}")
                .contains("{\"name\":\"mx.old.example:25\",\"total\":1,\"failed\":1}")
                .contains("\"smtp.response.status_code\":550", "\"smtp.recipient.address\":\"j***@old.example\"")
                .contains("\"message\":{\"count\":1,\"median_ms\":2.0");
    }

    @Test
    void whoAsksTooOftenGetsTheSameAgain() throws IOException {
        start(EventFormat.DEFAULT);
        Set<String> different = new HashSet<>();
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            refuse("No such user");
            different.add(json("/api/overview"));
        }
        long most = 2 + (System.nanoTime() - start) / 300_000_000;

        assertThat(different).hasSizeLessThanOrEqualTo((int) most);
    }

    @Test
    void oneReplyIsExplainedInTheReadersLanguage() throws IOException {
        start(EventFormat.DEFAULT);
        refuse("<john.doe@old.example>: No such user");
        String id = json("/api/overview").replaceAll("(?s).*\"failures\":\\[\\{\"id\":(\\d+).*", "$1");

        assertThat(json("/api/reply?id=" + id))
                .contains("\"smtp.response.text\":\"5.1.1 <j***@old.example>: No such user\"")
                .contains("\"smtp.advice.text\":\"Remove ", "\"smtp.cause.rule\":", "\"confidence\":\"")
                .doesNotContain("john.doe");
        assertThat(json("/api/reply?lang=zh&id=" + id)).containsPattern("\"smtp.advice.text\":\"[^\"]*[\u4e00-\u9fff]");
        assertThat(json("/api/reply?id=" + id, "Accept-Language: vi, en;q=0.5")).contains("\"class\":\"vĩnh viễn\"");
        assertThat(json("/api/reply?id=999")).isEqualTo("{\"found\":false}");
        assertThat(json("/api/reply?id=x")).isEqualTo("{\"found\":false}");
    }

    @Test
    void aMessageIsFoundByItsId() throws IOException {
        start(EventFormat.DEFAULT);
        endpoint.listener().onReply(Samples.reply(SmtpCommand.EHLO, "250 mx").build());
        refuse("No such user");

        for (String id : List.of("%3C1%40shop.example%3E", "1@shop.example", "%201%40shop.example")) {
            assertThat(json("/api/session?message=" + id))
                    .contains(
                            "\"session\":\"s-1\"",
                            "\"left_out\":0",
                            "\"smtp.command\":\"EHLO\"",
                            "\"smtp.command\":\"RCPT\"");
        }
        assertThat(json("/api/session?id=s-1")).contains("\"steps\":[{");
        assertThat(json("/api/session?message=2@shop.example")).isEqualTo("{\"found\":false}");
        assertThat(json("/api/session?message=%zz")).isEqualTo("{\"found\":false}");
        assertThat(json("/api/session")).isEqualTo("{\"found\":false}");
    }

    @Test
    void hostileTextsAreBoundedAndVisible() throws IOException {
        start(EventFormat.DEFAULT);
        refuse("<script>alert(1)</script> \"q\" \\ \u202eevil \u0007 \ud800 " + "long ".repeat(20_000));
        String overview = json("/api/overview");

        assertThat(overview)
                .contains("<script>alert(1)</script> \\\"q\\\" \\\\ \\\\u202eevil \\\\x07")
                .doesNotContain("\u202e", "\u0007");
        assertThat(overview.length()).isLessThan(20_000);
        assertThat(json("/api/agent")).contains("a\\\\u202eb");
    }

    @Test
    void addressesAreShownAsTheOptionSays() throws IOException {
        start(EventFormat.DEFAULT.toBuilder().addresses(AddressMode.NONE).build());
        refuse("<john.doe@old.example> is unknown");

        assertThat(json("/api/overview"))
                .contains("\"domains_hidden\":true")
                .doesNotContain("\"old.example\"", "@old.example", "john", "\"domains\":");

        endpoint.close();
        start(EventFormat.DEFAULT.toBuilder().addresses(AddressMode.FULL).build());
        refuse("<john.doe@old.example> is unknown");
        assertThat(json("/api/overview")).contains("john.doe@old.example");
    }

    @Test
    void theAgentTellsWhatItIs() throws IOException {
        start(EventFormat.DEFAULT);

        assertThat(json("/api/agent"))
                .contains("\"version\":\"1.2.3\"", "\"attached\":42", "\"events_lost\":7", "\"console.port\":\"0\"");
    }

    @Test
    void aPortInUseIsOneProblem() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(endpoint.start("127.0.0.1", taken.getLocalPort())).isFalse();

            assertThat(problems)
                    .singleElement()
                    .asString()
                    .startsWith("no live page on 127.0.0.1:" + taken.getLocalPort() + " (console.host, console.port): ")
                    .endsWith("; mail is sent as ever");
        }
    }

    @Test
    void allThreadsAreDaemonsAndEndWithThePage() throws Exception {
        start(EventFormat.DEFAULT);
        get("/");
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("replywise-console"))
                .collect(Collectors.toList());
        assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);

        endpoint.close();

        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }
}
