package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The index template takes every line of the agent, finds them by type, and has a place for every key beforehand. */
class LogStoreIT {
    private static final String STREAM = "logs-replywise-default";
    private static final Path TEMPLATE = Path.of("../docs/pipelines/elastic/replywise-template.json");

    @Test
    void storesEveryLineByTheTemplate() throws Exception {
        Path directory = Tool.directory("store");
        try (LogStore store = LogStore.start(directory)) {
            Path file = directory.resolve("replywise.json");
            try (SendingJvm jvm = SendingJvm.start(
                    directory,
                    "json",
                    "log=json,log.threshold=debug,labels.headers=X-Campaign,labels.mdc=tenant,log.file=" + file)) {
                Mails.send(jvm);
            }
            List<String> lines = Files.readAllLines(file);
            store.ask("PUT", "/_index_template/replywise", Files.readString(TEMPLATE));
            store.index(STREAM, List.of(lines.get(0)));
            Map<String, String> before = fields(store);

            store.index(STREAM, lines.subList(1, lines.size()));

            assertThat(store.count(STREAM, "{\"match_all\":{}}")).isEqualTo(lines.size());
            Map<String, String> added = fields(store);
            added.keySet().removeAll(before.keySet());
            assertThat(added)
                    .as("keys that the template did not have")
                    .isEqualTo(Map.of("labels.X-Campaign", "keyword"));
            assertThat(before)
                    .containsEntry("smtp.response.status_code", "long")
                    .containsEntry("event.duration", "long")
                    .containsEntry("@timestamp", "date")
                    .containsEntry("network.peer.address", "ip")
                    .containsEntry("smtp.cause.id", "keyword");
            assertThat(store.count(STREAM, "{\"range\":{\"smtp.response.status_code\":{\"gte\":551,\"lt\":555}}}"))
                    .isEqualTo(count(lines, "\"smtp.response.status_code\":55[1-4],"))
                    .isPositive();
            assertThat(store.count(STREAM, "{\"term\":{\"smtp.fact.client_ip\":\"192.0.2.1\"}}"))
                    .isEqualTo(count(lines, "\"smtp.fact.client_ip\":\"192.0.2.1\""))
                    .isPositive();
            assertThat(store.count(STREAM, "{\"match\":{\"smtp.response.text\":\"邮箱不存在\"}}"))
                    .isPositive();

            // As from tools that make texts of numbers.
            store.index(
                    STREAM,
                    List.of("{\"@timestamp\":\"2026-11-22T07:23:05.796Z\",\"smtp.response.status_code\":\"599\"}"));
            assertThat(store.count(STREAM, "{\"range\":{\"smtp.response.status_code\":{\"gt\":590}}}"))
                    .isEqualTo(1);
        }
    }

    private static long count(List<String> lines, String pattern) {
        return lines.stream()
                .filter(line -> line.matches(".*" + pattern + ".*"))
                .count();
    }

    /** Each field of the stream with its type. */
    private static Map<String, String> fields(LogStore store) throws Exception {
        JsonNode answer = store.ask("GET", "/" + STREAM + "/_mapping", "");
        Map<String, String> fields = new TreeMap<>();
        answer.valueStream().forEach(index -> collect("", index.path("mappings"), fields));
        return fields;
    }

    private static void collect(String prefix, JsonNode object, Map<String, String> fields) {
        object.path("properties").properties().forEach(field -> {
            String name = prefix + field.getKey();
            if (field.getValue().has("type")) {
                fields.put(name, field.getValue().path("type").asString(""));
            }
            collect(name + ".", field.getValue(), fields);
        });
    }
}
