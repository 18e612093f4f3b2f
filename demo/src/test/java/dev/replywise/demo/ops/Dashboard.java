package dev.replywise.demo.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard of {@code docs/dashboards}. */
final class Dashboard {
    private static final Path FILE = Path.of("../docs/dashboards/replywise.json");

    private Dashboard() {}

    static JsonNode root() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(FILE));
    }

    /** All panels that show something: no rows. */
    static List<JsonNode> panels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        root().path("panels").forEach(panels::add);
        panels.removeIf(panel -> panel.path("type").asString("").equals("row"));
        return panels;
    }

    /** The queries of a panel as Prometheus gets them when everything is chosen, with this window. */
    static List<String> queries(JsonNode panel, String window) {
        return panel.path("targets")
                .valueStream()
                .map(target -> target.path("expr")
                        .asString("")
                        .replace("$__rate_interval", window)
                        .replace("$__range", window)
                        .replaceAll("\"\\$(job|instance|server)\"", "\".*\""))
                .toList();
    }
}
