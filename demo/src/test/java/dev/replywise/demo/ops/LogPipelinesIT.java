package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The configurations of {@code docs/pipelines} for tools that run here, with what the packaged agent writes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogPipelinesIT {
    private static final Path PIPELINES =
            Path.of("../docs/pipelines").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LABELS = "labels.headers=X-Campaign,labels.mdc=tenant";

    private @Nullable Path directory;
    private @Nullable Path file;
    private List<JsonNode> events = List.of();

    @BeforeAll
    void writeLines() throws Exception {
        Path here = Tool.directory("pipelines");
        Path json = here.resolve("replywise.json");
        try (SendingJvm jvm =
                SendingJvm.start(here, "json", "log=json,log.threshold=debug,log.file=" + json + "," + LABELS)) {
            Mails.send(jvm);
            assertThat(jvm.errors()).isEmpty();
        }
        directory = here;
        file = json;
        events = EventLines.events(Files.readAllLines(json));
    }

    @Test
    void jsonLinesAreIndexable() throws IOException {
        EventLines.areIndexable(events);
        assertThat(events).hasSizeGreaterThan(60);
        assertThat(events.stream().map(event -> event.path("event.name").asString("")))
                .contains("smtp.client.reply", "smtp.client.message", "smtp.client.connection");
    }

    @Test
    void logbackWithJsonEncoder() throws Exception {
        try (SendingJvm jvm = SendingJvm.start(
                path(directory),
                "logback",
                LABELS,
                "-Dlogback.configurationFile=" + PIPELINES.resolve("logback/logback.xml"))) {
            Mails.send(jvm);

            List<JsonNode> logged = EventLines.events(jvm.printed()).stream()
                    .map(event -> without(event, "tenant"))
                    .toList();
            EventLines.areIndexable(logged);
            assertThat(EventLines.comparable(logged, true))
                    .isEqualTo(EventLines.comparable(EventLines.fromInfo(events), true));
        }
    }

    @Test
    void logbackWithPattern() throws Exception {
        try (SendingJvm jvm = SendingJvm.start(
                path(directory),
                "pattern",
                "",
                "-Dlogback.configurationFile=" + PIPELINES.resolve("logback/logback-pattern.xml"))) {
            Mails.send(jvm);

            assertThat(jvm.printed())
                    .hasSameSizeAs(EventLines.fromInfo(events))
                    .allMatch(
                            line -> line.matches(
                                    "\\d{4}-\\d\\d-\\d\\dT\\S+ [A-Z]+ +\\[main\\] dev\\.replywise\\.reply - .+ event\\.name=\"smtp\\.client\\..+"))
                    .anyMatch(line -> line.contains("smtp.response.status_code=\"551\"")
                            && line.contains(" smtp.cause.id=\"mailbox-moved\""));
        }
    }

    /** Log4j's thread context knows texts only: numbers are texts here. */
    @Test
    void log4jWithJsonTemplateLayout() throws Exception {
        Path libraries = Path.of(System.getProperty("replywise.build.directory", "target"), "mail-libs")
                .toAbsolutePath();
        String classPath = Stream.concat(
                        Stream.of("angus-mail-2.0.5", "log4j", "log4j-json").map(libraries::resolve),
                        Stream.of(PIPELINES.resolve("log4j2")))
                .map(folder -> folder + File.separator + "*")
                .collect(Collectors.joining(File.pathSeparator));
        String own = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith("test-classes") || entry.contains("slf4j-api"))
                .collect(Collectors.joining(File.pathSeparator));
        try (SendingJvm jvm = SendingJvm.start(
                path(directory),
                "log4j",
                "labels.headers=X-Campaign",
                String.join(
                        File.pathSeparator,
                        own,
                        classPath,
                        PIPELINES.resolve("log4j2").toString()),
                List.of("-Dlog4j2.configurationFile=" + PIPELINES.resolve("log4j2/log4j2.xml")))) {
            Mails.send(jvm);

            List<JsonNode> expected = EventLines.fromInfo(events).stream()
                    .map(event -> without(event, "labels.tenant"))
                    .toList();
            assertThat(EventLines.comparable(EventLines.events(jvm.printed()), false))
                    .isEqualTo(EventLines.comparable(expected, false));
        }
    }

    @Test
    void rsyslog() throws Exception {
        Path tool = Tool.require("rsyslogd", "rsyslog");
        Path work = Files.createDirectories(path(directory).resolve("rsyslog"));
        Path central = Files.createDirectories(work.resolve("central"));
        String configuration =
                shipped("rsyslog/replywise.conf", central).replace("/var/spool/rsyslog", work.toString());
        Path file = Files.writeString(work.resolve("rsyslog.conf"), configuration);
        Tool.run(work, List.of(tool.toString(), "-N1", "-f", file.toString(), "-iNONE"));
        Process process = Tool.start(work, "rsyslogd", List.of(tool.toString(), "-n", "-f", file.toString(), "-iNONE"));
        try {
            List<JsonNode> written = awaitLines(central.resolve("replywise.json"));
            assertThat(written).isEqualTo(events);
            await().atMost(PATIENCE).until(() -> Files.exists(central.resolve("replywise-error.json")));
        } finally {
            Tool.end(process);
        }
        assertThat(EventLines.events(Files.readAllLines(central.resolve("replywise-error.json"))))
                .isEqualTo(events.stream()
                        .filter(event -> event.path("log.level").asString("").equals("ERROR"))
                        .toList());
        assertThat(central.resolve("replywise-not-json.log")).doesNotExist();
    }

    /** Before version 4, numbers are texts here. Debian's package conflicts with rsyslog: CI unpacks it into a folder. */
    @Test
    void syslogNg() throws Exception {
        Path root = Path.of("/usr/local/lib/replywise/syslog-ng");
        boolean isUnpacked = Files.exists(root.resolve("usr/sbin/syslog-ng"));
        Path tool = isUnpacked ? root.resolve("usr/sbin/syslog-ng") : Tool.require("syslog-ng", "syslog-ng-core");
        Path work = Files.createDirectories(path(directory).resolve("syslog-ng"));
        Path central = Files.createDirectories(work.resolve("central"));
        Path file = Files.writeString(work.resolve("syslog-ng.conf"), shipped("syslog-ng/replywise.conf", central));
        List<String> modules =
                isUnpacked ? List.of("--module-path=" + root.resolve("usr/lib/syslog-ng/3.38")) : List.of();
        List<String> command = Stream.of(
                        List.of("env", "LD_LIBRARY_PATH=" + root.resolve("usr/lib/syslog-ng"), tool.toString()),
                        modules,
                        List.of(
                                "-F",
                                "-f",
                                file.toString(),
                                "--no-caps",
                                "--persist-file=" + work.resolve("persist"),
                                "--pidfile=" + work.resolve("pid"),
                                "--control=" + work.resolve("control")))
                .flatMap(List::stream)
                .toList();
        Process process = Tool.start(work, "syslog-ng", command);
        try {
            List<JsonNode> written = awaitLines(central.resolve("replywise.json"));
            assertThat(EventLines.comparable(written, false)).isEqualTo(EventLines.comparable(events, false));
        } finally {
            Tool.end(process);
        }
    }

    /** What Promtail and Alloy take out of a line, by the language that both use. */
    @Test
    void lokiLabelsAreFewAndFound() throws Exception {
        Map<String, String> expressions = LokiPipeline.expressions();
        List<String> labels = LokiPipeline.labels();
        assertThat(labels).containsExactly("level", "event", "class");
        long streams = events.stream()
                .map(event -> labels.stream()
                        .map(label -> LokiPipeline.value(expressions.get(label), event))
                        .toList())
                .distinct()
                .count();
        assertThat(streams).isBetween(5L, 40L);
        for (JsonNode event : events) {
            assertThat(LokiPipeline.value(expressions.get("cause"), event))
                    .isEqualTo(event.path("smtp.cause.id").asString(""));
            assertThat(LokiPipeline.value(expressions.get("time"), event))
                    .isEqualTo(event.path("@timestamp").asString(""));
        }
    }

    private List<JsonNode> awaitLines(Path written) {
        await("all lines in " + written)
                .atMost(PATIENCE)
                .until(() -> Files.exists(written)
                        && EventLines.events(Files.readAllLines(written)).size() >= events.size());
        try {
            return EventLines.events(Files.readAllLines(written));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A configuration as it is in the repository, but for the folders. */
    private String shipped(String name, Path central) throws IOException {
        String text = Files.readString(PIPELINES.resolve(name));
        assertThat(text).contains("/var/log/shop/replywise.json", "/var/log/central/replywise.json");
        return text.replace("/var/log/shop/replywise.json", path(file).toString())
                .replace("/var/log/central", central.toString());
    }

    private static JsonNode without(JsonNode event, String key) {
        tools.jackson.databind.node.ObjectNode copy = (tools.jackson.databind.node.ObjectNode) event.deepCopy();
        copy.remove(key);
        return copy;
    }

    private static Path path(@Nullable Path path) {
        return Objects.requireNonNull(path);
    }
}
