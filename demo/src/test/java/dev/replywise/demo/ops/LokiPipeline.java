package dev.replywise.demo.ops;

import io.burt.jmespath.jcf.JcfRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The stages of {@code docs/pipelines/loki/promtail.yaml}, whose expressions are JMESPath. */
final class LokiPipeline {
    private static final Path FILE = Path.of("../docs/pipelines/loki/promtail.yaml");

    private LokiPipeline() {}

    /** What is taken out of a line, by name. */
    static Map<String, String> expressions() throws IOException {
        Map<String, String> expressions = new LinkedHashMap<>();
        stage("json")
                .path("expressions")
                .properties()
                .forEach(each -> expressions.put(each.getKey(), each.getValue().asString("")));
        return expressions;
    }

    /** What of it becomes a label. */
    static List<String> labels() throws IOException {
        return Yaml.keys(stage("labels"));
    }

    /** What of it is kept beside the line. */
    static List<String> metadata() throws IOException {
        return Yaml.keys(stage("structured_metadata"));
    }

    /** What an expression finds in an event; empty where it finds nothing. */
    static String value(@Nullable String expression, JsonNode event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        event.properties()
                .forEach(field -> fields.put(
                        field.getKey(),
                        field.getValue().isNumber()
                                ? field.getValue().asLong()
                                : field.getValue().asString()));
        Object found = new JcfRuntime().compile(expression).search(fields);
        return found == null ? "" : found.toString();
    }

    private static JsonNode stage(String name) throws IOException {
        JsonNode stages = Yaml.read(FILE).path("scrape_configs").path(0).path("pipeline_stages");
        return stages.valueStream()
                .filter(stage -> stage.has(name))
                .findFirst()
                .orElseThrow()
                .path(name);
    }
}
