package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.replywise.demo.e2e.PostfixServer.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged agent and a real Postfix: the whole sequence of events, and the application's own results unchanged. */
class PostfixIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OPENED = "CONNECT 220, EHLO 250";

    /** One connection: what the application does with which listener, and the events due. */
    private record Case(String name, Service service, List<String> orders, String events) {}

    private static Case usual(String name, Service service, String recipients, String events) {
        return new Case(name, service, List.of("connect", "send " + recipients, "close"), events);
    }

    private static List<Case> cases() {
        return List.of(
                usual(
                        "accepted",
                        Service.PLAIN,
                        "bob@local.test",
                        OPENED + ", MAIL 250, RCPT 250, DATA 354, END_OF_DATA 250, message accepted 1/0/0/0, QUIT 221"),
                usual(
                        "greylisted 450",
                        Service.GREY,
                        "bob@local.test",
                        OPENED + ", MAIL 250, RCPT 450 greylisted, RSET 250, message transient 0/1/0/0, QUIT 221"),
                usual(
                        "450 by a map",
                        Service.PLAIN,
                        "code450-4.2.1@local.test",
                        OPENED
                                + ", MAIL 250, RCPT 450 mailbox-unavailable, RSET 250, message transient 0/1/0/0, QUIT 221"),
                usual(
                        "451, a table is missing",
                        Service.BROKEN,
                        "bob@local.test",
                        OPENED + ", MAIL 250, RCPT 451 server-error, RSET 250, message transient 0/1/0/0, QUIT 221"),
                usual(
                        "452 too many recipients",
                        Service.PLAIN,
                        "6*bob@local.test",
                        OPENED
                                + ", MAIL 250, 5 x RCPT 250, RCPT 452 too-many-recipients, RSET 250"
                                + ", message transient 0/1/0/5, QUIT 221"),
                usual(
                        "550 unknown mailbox",
                        Service.PLAIN,
                        "nobody@local.test",
                        OPENED + ", MAIL 250, RCPT 550 mailbox-unknown, RSET 250, message permanent 0/0/1/0, QUIT 221"),
                usual(
                        "550 5.1.6 by relocated_maps",
                        Service.PLAIN,
                        "gone@local.test",
                        OPENED + ", MAIL 250, RCPT 550 mailbox-moved, RSET 250, message permanent 0/0/1/0, QUIT 221"),
                usual(
                        "551 by an access map",
                        Service.PLAIN,
                        "moved@local.test",
                        OPENED + ", MAIL 250, RCPT 551 mailbox-moved, RSET 250, message permanent 0/0/1/0, QUIT 221"),
                new Case(
                        "552 too large",
                        Service.PLAIN,
                        List.of("connect", "send bob@local.test 60000", "close"),
                        OPENED
                                + ", MAIL 250, RCPT 250, DATA 354, END_OF_DATA 552 message-too-large, RSET 250, message permanent 0/0/1/0, QUIT 221"),
                new Case(
                        "553 sender",
                        Service.PLAIN,
                        List.of(
                                "set mail.smtp.from code553-5.1.8@shop.example",
                                "connect",
                                "send bob@local.test",
                                "close"),
                        OPENED + ", MAIL 553 sender-rejected, RSET 250, message permanent 0/0/1/0, QUIT 221"),
                usual(
                        "554 relay denied",
                        Service.PLAIN,
                        "someone@far.example",
                        OPENED + ", MAIL 250, RCPT 554 relay-denied, RSET 250, message permanent 0/0/1/0, QUIT 221"),
                new Case(
                        "554 after the body",
                        Service.PLAIN,
                        List.of(
                                "set mail.smtp.from end554-5.6.0@shop.example",
                                "connect",
                                "send bob@local.test",
                                "close"),
                        OPENED
                                + ", MAIL 250, RCPT 250, DATA 354, END_OF_DATA 554 sender-rejected, RSET 250"
                                + ", message permanent 0/0/1/0, QUIT 221"),
                new Case("554 greeting", Service.BANNED, List.of("connect"), "CONNECT 554 ip-blocklisted"),
                new Case(
                        "partial send",
                        Service.PLAIN,
                        List.of(
                                "set mail.smtp.sendpartial true",
                                "connect",
                                "send bob@local.test,nobody@local.test",
                                "close"),
                        OPENED
                                + ", MAIL 250, RCPT 250, RCPT 550 mailbox-unknown, DATA 354, END_OF_DATA 250"
                                + ", message partial 1/0/1/0, QUIT 221"),
                new Case(
                        "TLS required",
                        Service.SUBMISSION,
                        List.of("connect", "send bob@local.test", "close"),
                        OPENED + ", MAIL 530 tls-required, RSET 530 tls-required, message permanent 0/0/1/0, QUIT 221"),
                new Case(
                        "STARTTLS and AUTH",
                        Service.SUBMISSION,
                        List.of(
                                "set mail.smtp.starttls.enable true",
                                "set mail.smtp.ssl.trust *",
                                "set mail.smtp.auth true",
                                "connect " + PostfixServer.USER + " " + PostfixServer.PASSWORD,
                                "send bob@local.test",
                                "close"),
                        OPENED
                                + ", STARTTLS 220, EHLO 250, 2 x AUTH 334, AUTH 235, MAIL 250, RCPT 250, DATA 354"
                                + ", END_OF_DATA 250, message accepted 1/0/0/0, QUIT 221"),
                new Case(
                        "login refused",
                        Service.SUBMISSION,
                        List.of(
                                "set mail.smtp.starttls.enable true",
                                "set mail.smtp.ssl.trust *",
                                "set mail.smtp.auth true",
                                "set mail.smtp.auth.mechanisms PLAIN",
                                "connect " + PostfixServer.USER + " wrong-" + PostfixServer.PASSWORD),
                        OPENED + ", STARTTLS 220, EHLO 250, AUTH 535 auth-failed"));
    }

    @TestFactory
    Stream<DynamicTest> everyCase(@TempDir Path folder) throws Exception {
        String missing = PostfixServer.missing();
        if (!missing.isEmpty()) {
            assertThat(System.getenv("CI"))
                    .as("CI has to have what Postfix needs: " + missing)
                    .isNotEqualTo("true");
            System.out.println("Skipped: the tests with a real Postfix, as " + missing + " is missing.");
            assumeTrue(false);
        }
        List<Case> cases = cases();
        Map<String, String> bare;
        Map<String, String> watched;
        Path log = folder.resolve("events.json");
        try (PostfixServer postfix = PostfixServer.start(folder.resolve("postfix"))) {
            bare = run(folder.resolve("bare"), DriverSetup.NO_AGENT, cases, postfix, log);
            watched = run(
                    folder.resolve("watched"),
                    "log=json,log.threshold=debug,addresses=full,log.file=LOG",
                    cases,
                    postfix,
                    log);
        }
        List<List<JsonNode>> connections = connections(log);
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Case each = cases.get(i);
            List<JsonNode> events = i < connections.size() ? connections.get(i) : List.of();
            tests.add(DynamicTest.dynamicTest(each.name(), () -> {
                assertThat(String.join(", ", EventLine.of(events))).isEqualTo(each.events());
                assertThat(watched.get(each.name()))
                        .as("what the application saw")
                        .isEqualTo(bare.get(each.name()));
            }));
        }
        tests.add(DynamicTest.dynamicTest(
                "forwarding address in the advice",
                () -> assertThat(events(connections, "551")
                                .get(0)
                                .path("smtp.advice.text")
                                .asString())
                        .contains("fred@new.example")));
        tests.add(DynamicTest.dynamicTest(
                "queue id",
                () -> assertThat(connections.get(0).stream()
                                .filter(event ->
                                        event.path("smtp.command").asString("").equals("END_OF_DATA"))
                                .map(event -> event.path("smtp.queue_id").asString("")))
                        .isNotEmpty()
                        .doesNotContain("")));
        tests.add(DynamicTest.dynamicTest(
                "no secret",
                () -> assertThat(Files.readString(log)).doesNotContain(PostfixServer.PASSWORD, "hush-hush")));
        return tests.stream();
    }

    private static List<JsonNode> events(List<List<JsonNode>> connections, String code) {
        return connections.stream()
                .flatMap(List::stream)
                .filter(event ->
                        event.path("smtp.response.status_code").asString("").equals(code))
                .toList();
    }

    /** What the driver printed for each case; queue ids and the like are chance and left out. */
    private static Map<String, String> run(
            Path folder, String agentOptions, List<Case> cases, PostfixServer postfix, Path log)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        StringBuilder orders = new StringBuilder();
        for (Case each : cases) {
            orders.append("dialogue ").append(each.name()).append('\n');
            orders.append("set mail.smtp.host localhost\n");
            orders.append("set mail.smtp.port ")
                    .append(postfix.port(each.service()))
                    .append('\n');
            orders.append("set mail.smtp.localhost client.example\n");
            orders.append("set mail.smtp.timeout 20000\n");
            each.orders().forEach(order -> orders.append(order).append('\n'));
        }
        Path ordersFile = Files.writeString(folder.resolve("orders.txt"), orders);
        Path results = folder.resolve("results.txt");
        DriverSetup setup = DriverSetup.of("postfix", MailLibrary.ANGUS, agentOptions);
        ChildJvm jvm = ChildJvm.run(folder, setup.arguments(log, ordersFile, results));
        assertThat(jvm.err()).isEmpty();
        assertThat(jvm.status()).isZero();
        Map<String, String> byName = new LinkedHashMap<>();
        for (String part : Files.readString(results, StandardCharsets.UTF_8).split("(?m)^dialogue ")) {
            int end = part.indexOf('\n');
            if (end > 0) {
                byName.put(
                        part.substring(0, end),
                        part.substring(end + 1).replaceAll("queued as [0-9A-Za-z]+", "queued as ID"));
            }
        }
        return byName;
    }

    /** The events of each connection, in the order in which the connections were made. */
    private static List<List<JsonNode>> connections(Path log) throws IOException {
        Map<String, List<JsonNode>> bySession = new LinkedHashMap<>();
        for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
            JsonNode event = JSON.readTree(line);
            bySession
                    .computeIfAbsent(event.path("smtp.session.id").asString(""), id -> new ArrayList<>())
                    .add(event);
        }
        return List.copyOf(bySession.values());
    }
}
