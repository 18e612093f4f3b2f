package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What can be said of the dashboard by looking at it: its names, places and links are in order. */
class DashboardTest {
    private static final Path REFERENCE = Path.of("../docs/reference/en");

    @Test
    void panelsHaveAPlaceOfTheirOwn() throws IOException {
        Set<Integer> ids = new HashSet<>();
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : Dashboard.root().path("panels")) {
            assertThat(ids.add(panel.path("id").asInt(0))).as(panel.toString()).isTrue();
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt(0) + place.path("w").asInt(0);
            assertThat(right).isLessThanOrEqualTo(24);
            for (int x = place.path("x").asInt(0); x < right; x++) {
                for (int y = 0; y < place.path("h").asInt(0); y++) {
                    assertThat(taken.add(x + "," + (place.path("y").asInt(0) + y)))
                            .as(panel.path("title").asString(""))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyPanelSaysWhatItMeansAndLinksToAPage() throws IOException {
        for (JsonNode panel : Dashboard.panels()) {
            String title = panel.path("title").asString("");
            assertThat(title).isNotEmpty();
            assertThat(panel.path("description").asString("")).as(title).hasSizeGreaterThan(40);
            String url = panel.path("links").path(0).path("url").asString("");
            assertThat(url).as(title).startsWith("${reference}/");
            assertThat(REFERENCE.resolve(url.substring("${reference}/".length())))
                    .as(title)
                    .isRegularFile();
        }
    }

    @Test
    void queriesNameWhatThereIs() throws IOException {
        String metrics = Files.readString(Path.of("../docs/metrics.md"));
        List<String> causes = found(
                Files.readString(Path.of("../src/main/resources/dev/replywise/catalog/causes.yaml")),
                "(?m)(?<=^- cause: )\\S+");
        String queries = String.join(
                "\n",
                Dashboard.panels().stream()
                        .flatMap(panel -> Dashboard.queries(panel, "5m").stream())
                        .toList());
        assertThat(found(queries, "\\bsmtp_client_[a-z_]+(?=\\{)"))
                .hasSizeGreaterThan(6)
                .allSatisfy(metric -> assertThat(metrics).contains("`" + metric.replaceAll("_bucket$", "") + "`"));
        assertThat(found(queries, "\\b(?:smtp_(?:command|response|cause|message)|server|error|tls)_[a-z_]+(?=[=!])"))
                .hasSizeGreaterThan(4)
                .allSatisfy(label -> assertThat(metrics.replace('.', '_')).contains("`" + label + "`"));
        Set<String> named = new TreeSet<>();
        for (String list : found(queries, "(?<=smtp_cause_id=~\")[a-z|-]+(?=\")")) {
            named.addAll(List.of(list.split("\\|")));
        }
        assertThat(named)
                .hasSizeGreaterThan(8)
                .allSatisfy(cause -> assertThat(causes).contains(cause));
    }

    @Test
    void queriesObeyTheVariables() throws IOException {
        for (JsonNode panel : Dashboard.panels()) {
            for (JsonNode target : panel.path("targets")) {
                String query = target.path("expr").asString("");
                for (String selector : found(query, "smtp_client_[a-z_]+\\{[^}]*\\}")) {
                    assertThat(selector).contains("job=~\"$job\"", "instance=~\"$instance\"");
                    if (!selector.matches("smtp_client_(failures|command_duration).*")) {
                        assertThat(selector).contains("server_address=~\"$server\"");
                    }
                }
            }
        }
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group())
                .distinct()
                .toList();
    }
}
