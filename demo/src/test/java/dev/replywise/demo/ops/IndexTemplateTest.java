package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The index template for Elasticsearch and OpenSearch is written from the table of keys and cannot drift from it. */
class IndexTemplateTest {
    private static final Path TEMPLATE = Path.of("../docs/pipelines/elastic/replywise-template.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Sentences: searched by word. All other texts are compared as a whole. */
    private static final Set<String> SENTENCES =
            Set.of("message", "smtp.response.text", "smtp.advice.text", "error.message", "error.stack_trace");

    /** {@code -Dreplywise.docs.write=true} writes it anew. */
    @Test
    void hasEveryKeyWithItsType() throws IOException {
        String template = JSON.writeValueAsString(template(EventKeys.types())) + "\n";
        if (Boolean.getBoolean("replywise.docs.write")) {
            Files.writeString(TEMPLATE, template);
        }
        assertThat(Files.readString(TEMPLATE))
                .as("mvn -pl src,agent,demo test -Dtest=IndexTemplateTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dreplywise.docs.write=true")
                .isEqualTo(template);
    }

    private static Map<String, Object> template(Map<String, String> types) {
        Map<String, Object> properties = new LinkedHashMap<>();
        types.forEach((key, type) -> {
            if (!key.equals("labels.*")) {
                put(properties, key, field(key, type));
            }
        });
        // What pipelines add, and an application's own lines.
        put(properties, "error.stack_trace", field("error.stack_trace", "text"));
        for (String key : List.of("service.name", "service.instance.id", "host.name", "log.file.path")) {
            put(properties, key, field(key, "text"));
        }
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put("path_match", "labels.*");
        labels.put("mapping", field("labels.*", "text"));

        Map<String, Object> mappings = new LinkedHashMap<>();
        mappings.put("dynamic_templates", List.of(Map.of("labels", labels)));
        mappings.put("properties", properties);

        Map<String, Object> template = new LinkedHashMap<>();
        template.put("index_patterns", List.of("logs-replywise-*"));
        template.put("priority", 500);
        template.put("data_stream", Map.of());
        template.put("template", Map.of("mappings", mappings));
        template.put("_meta", Map.of("description", "Written from docs/events.md by IndexTemplateTest; do not edit."));
        return template;
    }

    private static Map<String, Object> field(String key, String type) {
        Map<String, Object> field = new LinkedHashMap<>();
        if (key.equals("@timestamp")) {
            field.put("type", "date");
        } else if (key.equals("network.peer.address")) {
            field.put("type", "ip");
            field.put("ignore_malformed", true);
        } else if (SENTENCES.contains(key)) {
            field.put("type", "match_only_text");
        } else if (type.equals("text")) {
            field.put("type", "keyword");
            field.put("ignore_above", 2048);
        } else {
            field.put("type", type.equals("number") ? "long" : type);
        }
        return field;
    }

    /** Puts a field where the dots of its key say; a key that is both a field and the beginning of others fails here. */
    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> properties, String key, Map<String, Object> field) {
        Map<String, Object> level = properties;
        String[] names = key.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            Map<String, Object> object =
                    (Map<String, Object>) level.computeIfAbsent(names[i], name -> new LinkedHashMap<>());
            assertThat(object.get("type") instanceof String)
                    .as(key + ": " + names[i] + " is a field")
                    .isFalse();
            level = (Map<String, Object>) object.computeIfAbsent("properties", name -> new LinkedHashMap<>());
        }
        assertThat(level.put(names[names.length - 1], field)).as(key).isNull();
    }
}
