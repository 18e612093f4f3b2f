package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * The alerts of {@code docs/alerts} for real: JVMs with the packaged agent, servers that refuse, Prometheus, Alertmanager,
 * and a pager.
 *
 * <p>Rules are as shipped but for one thing: what has to last minutes before it fires lasts as many seconds here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveAlertsIT {
    private static final Path DOCS = Path.of("../docs").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NO_USER = "RCPT* 550 5.1.1 Recipient address rejected: User unknown in local table";

    private final List<AutoCloseable> started = new ArrayList<>();
    private @Nullable Webhook pager;
    private @Nullable Prometheus prometheus;
    private @Nullable SendingJvm shop;
    private @Nullable SendingJvm desk;

    @BeforeAll
    void start() throws IOException {
        Tool.require("prometheus", "prometheus");
        Tool.require("prometheus-alertmanager", "prometheus-alertmanager");
        Path directory = Tool.directory("alerts");
        shop = keep(SendingJvm.start(directory, "shop", "log=off"));
        SendingJvm blog = keep(SendingJvm.start(directory, "blog", "log=off"));
        desk = keep(SendingJvm.start(directory, "desk", "log=off"));
        pager = keep(new Webhook());
        Alertmanager alertmanager = keep(Alertmanager.start(directory, pager.url()));
        prometheus = keep(Prometheus.start(
                directory,
                Map.of("shop", List.of(shop.target()), "blog", List.of(blog.target()), "desk", List.of(desk.target())),
                AlertRules.files(directory),
                alertmanager.address()));
        Prometheus ready = prometheus;
        await("three targets are scraped, and there is advice")
                .atMost(PATIENCE)
                .until(() -> ready.sum("up") == 3
                        && !ready.query("replywise:advice:info").isEmpty());
        sendLittle(blog);
    }

    /** A day of a small sender in a moment; what becomes of it is looked at last. */
    private static void sendLittle(SendingJvm blog) throws IOException {
        try (ScriptedServer accepts =
                        ScriptedServer.builder(List.of(Script.parse(""))).start();
                ScriptedServer refuses =
                        ScriptedServer.builder(List.of(Script.parse(NO_USER))).start()) {
            assertThat(blog.send("localhost", refuses.port(), 4, "jane@old.example"))
                    .isEqualTo("sent 0 of 4");
            assertThat(blog.send("localhost", accepts.port(), 2, "john@new.example"))
                    .isEqualTo("sent 2 of 2");
        }
    }

    @AfterAll
    void end() throws Exception {
        Collections.reverse(started);
        for (AutoCloseable each : started) {
            each.close();
        }
    }

    /** The first failures of fresh JVMs, as everything here is. */
    @Test
    @Order(1)
    void spikesPageWithCauseAdviceAndLink() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.builder(List.of(Script.parse(NO_USER))).start()) {
            assertThat(of(shop).send("localhost", server.port(), 30, "jane@old.example"))
                    .isEqualTo("sent 0 of 30");
        }

        JsonNode spike = fired("ReplywisePermanentSpike", "shop");
        String advice = advice("mailbox-unknown");
        assertThat(spike.path("labels").path("severity").asString("")).isEqualTo("critical");
        assertThat(text(spike, "summary")).startsWith("shop: 30 permanent refusals (5yz) in 15 minutes");
        assertThat(text(spike, "description"))
                .startsWith("Top causes: mailbox-unknown (30). Top servers: localhost (30). ")
                .endsWith("Advice on the first cause: " + advice);
        assertThat(text(spike, "runbook")).isEqualTo("docs/reference/en/causes/mailbox-unknown.md");
        assertThat(DOCS.resolveSibling(text(spike, "runbook"))).isRegularFile();

        JsonNode cause = fired("ReplywiseCauseDominates", "shop");
        assertThat(text(cause, "summary")).isEqualTo("shop: one cause, mailbox-unknown, is behind most refusals");
        assertThat(text(cause, "description")).endsWith("Advice: " + advice);
    }

    @Test
    @Order(3)
    void lowVolumeSendersWithOneBadAddressAreLeftAlone() throws Exception {
        Prometheus live = Objects.requireNonNull(prometheus);
        // Longer than any alert but the six-hour one waits before it fires.
        await("the failures were seen in twenty evaluations")
                .atMost(PATIENCE)
                .until(() -> live.sum("count_over_time(replywise:attempts:increase15m{job=\"blog\"}[1h])") >= 20
                        && live.sum("sum(replywise:failures:increase15m{job=\"blog\"})") == 4);

        assertThat(live.query("ALERTS{job=\"blog\"}")).isEmpty();
        assertThat(Objects.requireNonNull(pager).alerts("blog")).isEmpty();
    }

    @Test
    @Order(2)
    void silenceAndDeadLoginsPageAndAreOverWithTheFirstAcceptedMessage() throws Exception {
        try (ScriptedServer refuses = ScriptedServer.builder(List.of(Script.parse(
                                "EHLO* 250-mx.example.org | 250 AUTH PLAIN\nAUTH* 535 5.7.8 authentication failed")))
                        .start();
                ScriptedServer accepts =
                        ScriptedServer.builder(List.of(Script.parse(""))).start()) {
            assertThat(of(desk).send("localhost", refuses.port(), 6, "jane@old.example", "mail.smtp.auth=true"))
                    .isEqualTo("sent 0 of 6");

            JsonNode login = fired("ReplywiseAuthFailing", "desk");
            assertThat(text(login, "summary")).isEqualTo("desk: logins at localhost fail and nothing is sent");
            assertThat(text(login, "description"))
                    .contains("Causes: auth-failed (6)")
                    .contains(advice("auth-failed"));
            assertThat(text(login, "runbook")).isEqualTo("docs/reference/en/causes/auth-failed.md");
            JsonNode silence = fired("ReplywiseSilence", "desk");
            assertThat(text(silence, "description"))
                    .startsWith("6 attempts in 15 minutes")
                    .contains("auth-failed (6)");

            of(desk).send("localhost", accepts.port(), 1, "jane@old.example");
        }
        Webhook page = Objects.requireNonNull(pager);
        await("both are over")
                .atMost(PATIENCE)
                .until(() -> !page.alerts("ReplywiseAuthFailing", "desk", "resolved")
                                .isEmpty()
                        && !page.alerts("ReplywiseSilence", "desk", "resolved").isEmpty());
    }

    @Test
    void alertmanagerReadsTheConfigurationOfThePage() throws Exception {
        String page = Files.readString(DOCS.resolve("alerts/README.md"));
        int begin = page.indexOf("# alertmanager.yml");
        Path directory = Tool.directory("alertmanager");
        Files.writeString(directory.resolve("page.yml"), page.substring(begin, page.indexOf("```", begin)));
        Path amtool = Tool.require("amtool", "prometheus-alertmanager");
        assertThat(Tool.run(directory, List.of(amtool.toString(), "check-config", "page.yml")))
                .contains("1 inhibit rules", "2 receivers");
    }

    private JsonNode fired(String alert, String job) {
        Webhook page = Objects.requireNonNull(pager);
        await(alert + " of " + job)
                .atMost(PATIENCE)
                .until(() -> !page.alerts(alert, job, "firing").isEmpty());
        return page.alerts(alert, job, "firing").get(0);
    }

    private static String text(JsonNode alert, String annotation) {
        return alert.path("annotations").path(annotation).asString("");
    }

    /** What the catalogue says of a cause where nothing more is known. */
    private static String advice(String cause) throws IOException {
        Properties texts = new Properties();
        try (var reader = Files.newBufferedReader(
                Path.of("../src/main/resources/dev/replywise/catalog/messages/en.properties"))) {
            texts.load(reader);
        }
        return Objects.requireNonNull(texts.getProperty("cause." + cause + ".fix"));
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        started.add(closeable);
        return closeable;
    }

    private static SendingJvm of(@Nullable SendingJvm jvm) {
        return Objects.requireNonNull(jvm);
    }
}
