package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The configurations of {@code docs/pipelines} for tools that cannot be had in a build: they parse, what they refer to is
 * there, and every key of an event that they name exists.
 */
class PipelineFilesTest {
    private static final Path PIPELINES = Path.of("../docs/pipelines");
    private static final String FILE = "/var/log/shop/replywise.json";
    private static final String DATA_STREAM = "logs-replywise-default";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fluent-bit/fluent-bit.yaml              | \\$\\['([^']+)'\\]",
                "vector/vector.yaml                      | \\\"([@a-z_.]+)\\\"",
                "opentelemetry-collector/config.yaml     | attributes\\[\\\"([^\\\"]+)\\\"\\]",
                "loki/promtail.yaml                      | '\\\"([^\\\"]+)\\\"'",
                "loki/replywise.alloy                    | \\\\\"([^\\\"]+)\\\\\"",
            })
    void keysOfEventsExist(String file, String pattern) throws IOException {
        Set<String> named = found(Files.readString(PIPELINES.resolve(file)), pattern);
        named.removeAll(Set.of("success", "service.name", "shop"));
        assertThat(named).hasSizeGreaterThan(2);
        assertThat(EventKeys.types().keySet()).containsAll(named);
    }

    @Test
    void fluentBit() throws IOException {
        JsonNode root = Yaml.read(PIPELINES.resolve("fluent-bit/fluent-bit.yaml"));
        JsonNode input = root.path("pipeline").path("inputs").path(0);
        assertThat(Yaml.keys(root)).containsExactlyInAnyOrder("service", "parsers", "pipeline");
        assertThat(text(input, "path")).isEqualTo(FILE);
        assertThat(text(input, "parser")).isEqualTo(text(root.path("parsers").path(0), "name"));
        List<JsonNode> rest = Stream.of("filters", "outputs")
                .flatMap(kind -> root.path("pipeline").path(kind).valueStream())
                .toList();
        assertThat(rest).hasSize(3).allMatch(each -> text(each, "match").equals(text(input, "tag")));
        assertThat(rest).anyMatch(each -> text(each, "index").equals(DATA_STREAM));
    }

    @Test
    void vector() throws IOException {
        JsonNode root = Yaml.read(PIPELINES.resolve("vector/vector.yaml"));
        assertThat(Yaml.texts(root.path("sources").path("replywise_file").path("include")))
                .containsExactly(FILE);
        Set<String> components = new TreeSet<>(Yaml.keys(root.path("sources")));
        components.addAll(Yaml.keys(root.path("transforms")));
        Set<String> used = new TreeSet<>();
        for (String kind : List.of("transforms", "sinks")) {
            root.path(kind).valueStream().forEach(each -> used.addAll(Yaml.texts(each.path("inputs"))));
        }
        assertThat(used).isEqualTo(components);
        JsonNode stream = root.path("sinks").path("elastic").path("data_stream");
        assertThat(text(stream, "type") + "-" + text(stream, "dataset") + "-" + text(stream, "namespace"))
                .isEqualTo(DATA_STREAM);
        assertThat(Yaml.keys(root.path("sinks").path("loki").path("labels")))
                .containsExactly("job", "level", "event", "class");
        isBalanced(text(root.path("transforms").path("replywise_events"), "source"));
    }

    @Test
    void promtailAndAlloyAreTheSame() throws IOException {
        String alloy = Files.readString(PIPELINES.resolve("loki/replywise.alloy"));
        Map<String, String> expressions = new LinkedHashMap<>();
        Matcher matcher =
                Pattern.compile("\"(\\w+)\" += \"\\\\\"([^\"\\\\]+)\\\\\"\"").matcher(alloy);
        while (matcher.find()) {
            expressions.put(matcher.group(1), '"' + matcher.group(2) + '"');
        }
        assertThat(expressions).isEqualTo(LokiPipeline.expressions());
        assertThat(keysOf(alloy, "stage.labels")).isEqualTo(LokiPipeline.labels());
        assertThat(keysOf(alloy, "stage.structured_metadata")).isEqualTo(LokiPipeline.metadata());
        assertThat(LokiPipeline.expressions().keySet())
                .containsAll(LokiPipeline.labels())
                .containsAll(LokiPipeline.metadata());
        isBalanced(alloy);
        Set<String> components = new TreeSet<>();
        for (Matcher block = Pattern.compile("(?m)^([a-z_.]+) \"(\\w+)\" \\{").matcher(alloy); block.find(); ) {
            components.add(block.group(1) + "." + block.group(2));
        }
        assertThat(found(alloy, "(?<=[\\[ ])([a-z_.]+\\.\\w+)\\.(?:targets|receiver)\\b"))
                .hasSize(3)
                .allSatisfy(name -> assertThat(components).contains(name));
    }

    private static List<String> keysOf(String alloy, String stage) {
        String block = alloy.substring(alloy.indexOf(stage), alloy.indexOf("\n  }\n", alloy.indexOf(stage)));
        return List.copyOf(found(block, "\"(\\w+)\" +=", new java.util.LinkedHashSet<>()));
    }

    @Test
    void filebeat() throws IOException {
        JsonNode root = Yaml.read(PIPELINES.resolve("elastic/filebeat.yml"));
        JsonNode input = root.path("filebeat.inputs").path(0);
        assertThat(text(input, "type")).isEqualTo("filestream");
        assertThat(Yaml.texts(input.path("paths"))).containsExactly(FILE);
        assertThat(input.path("parsers")
                        .path(0)
                        .path("ndjson")
                        .path("expand_keys")
                        .asBoolean(false))
                .isTrue();
        assertThat(text(root.path("output.elasticsearch"), "index")).isEqualTo(DATA_STREAM);
    }

    @Test
    void logstash() throws IOException {
        String text = Files.readString(PIPELINES.resolve("elastic/logstash.conf"));
        isBalanced(text);
        assertThat(text).contains("path => \"" + FILE + "\"");
        assertThat(found(text, "(?m)^(\\w+) \\{$")).containsExactlyInAnyOrder("input", "filter", "output");
        assertThat(found(text, "data_stream_(?:type|dataset|namespace) => \"(\\w+)\"", new java.util.LinkedHashSet<>()))
                .containsExactly(DATA_STREAM.split("-"));
    }

    @Test
    void openTelemetryCollector() throws IOException {
        JsonNode root = Yaml.read(PIPELINES.resolve("opentelemetry-collector/config.yaml"));
        JsonNode receiver = root.path("receivers").path("filelog/replywise");
        assertThat(Yaml.texts(receiver.path("include"))).containsExactly(FILE);
        assertThat(receiver.path("operators").valueStream().map(each -> text(each, "type")))
                .containsExactly("json_parser", "trace_parser", "move", "remove", "remove", "remove");
        JsonNode service = root.path("service");
        assertThat(Yaml.texts(service.path("extensions"))).isEqualTo(Yaml.keys(root.path("extensions")));
        JsonNode logs = service.path("pipelines").path("logs");
        for (String kind : List.of("receivers", "processors", "exporters")) {
            assertThat(Yaml.texts(logs.path(kind))).isEqualTo(Yaml.keys(root.path(kind)));
        }
    }

    /** The index names each tool, and says of each whether it runs in the build. */
    @Test
    void theIndexIsComplete() throws IOException {
        String page = Files.readString(PIPELINES.resolve("README.md"));
        List<String> files;
        try (Stream<Path> all = Files.walk(PIPELINES)) {
            files = all.filter(Files::isRegularFile)
                    .map(file -> PIPELINES.relativize(file).toString())
                    .filter(file -> !file.equals("README.md"))
                    .toList();
        }
        assertThat(files)
                .hasSizeGreaterThan(10)
                .allSatisfy(file -> assertThat(page).contains("](" + file + ")"));
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    private static Set<String> found(String text, String pattern) {
        return found(text, pattern, new TreeSet<>());
    }

    private static Set<String> found(String text, String pattern, Set<String> into) {
        for (Matcher matcher = Pattern.compile(pattern).matcher(text); matcher.find(); ) {
            into.add(matcher.group(1));
        }
        return into;
    }

    /** Quotes end on their line, and every bracket is closed by its own kind. */
    private static void isBalanced(String text) {
        Deque<Character> open = new ArrayDeque<>();
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (String line : lines) {
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (quoted && c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && (c == '#' || line.startsWith("//", i))) {
                    break;
                } else if (!quoted && "{[(".indexOf(c) >= 0) {
                    open.push("}])".charAt("{[(".indexOf(c)));
                } else if (!quoted && "}])".indexOf(c) >= 0) {
                    assertThat(open).as(line).isNotEmpty();
                    assertThat(open.pop()).as(line).isEqualTo(c);
                }
            }
            assertThat(quoted).as(line).isFalse();
        }
        assertThat(open).isEmpty();
    }
}
