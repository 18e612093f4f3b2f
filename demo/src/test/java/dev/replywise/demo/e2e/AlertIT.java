package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An alert is logged by the packaged agent without any back end, where the application's own events go. */
class AlertIT {
    private static final Script LISTED = Script.parse(
            "CONNECT* 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example\nQUIT 221 Bye");

    private final Path folder = Build.directory().resolve("e2e").resolve("alert");

    @Test
    void asJson() throws Exception {
        Path log = folder.resolve("json").resolve("events.json");
        ChildJvm jvm = run("json", log, "log=json,log.file=" + log, "", List.of());

        assertThat(jvm.err()).isEmpty();
        List<String> alerts = Files.readString(log)
                .lines()
                .filter(line -> line.contains("\"smtp.client.alert\""))
                .toList();
        assertThat(alerts).hasSize(1);
        JsonNode alert = JsonMapper.builder().build().readTree(alerts.get(0));
        assertThat(alert.path("log.level").asString()).isEqualTo("ERROR");
        assertThat(alert.path("log.logger").asString()).isEqualTo("dev.replywise.reply");
        assertThat(alert.path("smtp.alert.id").asString()).isEqualTo("sender-blocklisted");
        assertThat(alert.path("smtp.alert.state").asString()).isEqualTo("begin");
        assertThat(alert.path("smtp.alert.count").asInt()).isEqualTo(4);
        assertThat(alert.path("smtp.alert.causes").asString()).isEqualTo("ip-blocklisted (4)");
        assertThat(alert.path("smtp.alert.servers").asString()).isEqualTo("localhost (4)");
        assertThat(alert.path("smtp.advice.text").asString()).isNotEmpty();
        assertThat(alert.path("message").asString()).startsWith("alert sender-blocklisted: ");
    }

    @Test
    void inTheApplicationsLogging() throws Exception {
        Path log = folder.resolve("logback").resolve("application.log");
        Path configuration = Path.of(Objects.requireNonNull(AlertIT.class.getResource("/logging/logback-file.xml"))
                .toURI());
        ChildJvm jvm = run(
                "logback",
                log,
                "log.storm=1",
                MailLibrary.jars("logback"),
                List.of("-Dlog.path=" + log, "-Dlogback.configurationFile=" + configuration));

        assertThat(jvm.err()).isEmpty();
        assertThat(Files.readString(log).lines().filter(line -> line.contains("alert sender-blocklisted: ")))
                .as("once, and not held back with the refusals")
                .hasSize(1)
                .first()
                .asString()
                .startsWith("logback ERROR replywise-alerts alert sender-blocklisted: ")
                .contains("smtp.alert.state=\"begin\"");
    }

    private ChildJvm run(String name, Path log, String agent, String classPath, List<String> arguments)
            throws Exception {
        Path directory = folder.resolve(name);
        Files.createDirectories(directory);
        Files.deleteIfExists(log);
        try (ScriptedServer server = ScriptedServer.builder(List.of(LISTED)).start()) {
            List<String> orders = new ArrayList<>(List.of(
                    "dialogue blocked",
                    "set mail.smtp.host localhost",
                    "set mail.smtp.port " + server.port(),
                    "set mail.smtp.localhost client.example"));
            for (int i = 0; i < 4; i++) {
                orders.add("connect");
            }
            orders.add("await " + log + " sender-blocklisted");
            Files.write(directory.resolve("orders.txt"), orders);
            DriverSetup setup = new DriverSetup("alert-" + name, MailLibrary.ANGUS, agent, classPath, arguments, false);
            long begun = System.nanoTime();
            ChildJvm jvm = ChildJvm.run(
                    directory, setup.arguments(log, directory.resolve("orders.txt"), directory.resolve("results.txt")));
            assertThat(jvm.status()).as(jvm.err()).isZero();
            assertThat(Files.readString(directory.resolve("results.txt"))).doesNotContain("IllegalStateException");
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(60));
            return jvm;
        }
    }
}
