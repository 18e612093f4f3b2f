package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what pipelines put out and makes two runs comparable. */
final class EventLines {
    /** A key that is written twice is an error. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What differs from one run to the next: times, ids, ports and the sentences that name these. */
    private static final Set<String> OF_THIS_RUN = Set.of(
            "@timestamp",
            "event.duration",
            "smtp.session.id",
            "email.message_id",
            "server.port",
            "message",
            "smtp.advice.text");

    private EventLines() {}

    /** The events among these lines; lines of anything else are left out. */
    static List<JsonNode> events(List<String> lines) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("{")) {
                JsonNode event = JSON.readTree(line);
                if (event.has("event.name")) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    /** Events of this level and above, as loggers would show them. */
    static List<JsonNode> fromInfo(List<JsonNode> events) {
        return events.stream()
                .filter(event -> !event.path("log.level").asString("").equals("DEBUG"))
                .toList();
    }

    /** Keys with values, of what differs from run to run the type only; as text, where numbers may have become texts. */
    static List<Map<String, String>> comparable(List<JsonNode> events, boolean isTyped) {
        List<Map<String, String>> comparable = new ArrayList<>();
        for (JsonNode event : events) {
            Map<String, String> fields = new TreeMap<>();
            event.properties().forEach(field -> {
                String type = isTyped ? field.getValue().getNodeType().name() + " " : "";
                String value = OF_THIS_RUN.contains(field.getKey())
                        ? ""
                        : field.getValue().asString();
                fields.put(field.getKey(), type + value);
            });
            comparable.add(fields);
        }
        return comparable;
    }

    /** Every key is known and has its type, and none is both a value and the beginning of another. */
    static void areIndexable(List<JsonNode> events) throws IOException {
        Map<String, String> types = EventKeys.types();
        for (JsonNode event : events) {
            List<String> keys =
                    event.properties().stream().map(Map.Entry::getKey).toList();
            for (String key : keys) {
                JsonNode value = event.path(key);
                String type = value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "text";
                assertThat(EventKeys.type(types, key)).as(key + " in " + event).isEqualTo(type);
                assertThat(value.isContainer() || value.isNull()).as(key).isFalse();
                assertThat(keys).noneMatch(other -> other.startsWith(key + "."));
            }
        }
    }
}
