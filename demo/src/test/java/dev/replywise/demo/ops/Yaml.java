package dev.replywise.demo.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads YAML strictly: a key that stands twice is an error. */
final class Yaml {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Yaml() {}

    static JsonNode read(Path file) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setLabel(file.toString())
                .build();
        return JSON.valueToTree(new Load(settings).loadFromString(Files.readString(file)));
    }

    static List<String> keys(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    static List<String> texts(JsonNode node) {
        return node.valueStream().map(each -> each.asString("")).toList();
    }
}
