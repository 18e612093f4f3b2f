package dev.replywise.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a table, a row for each scene, of the events in the service's JSON log; not thread-safe. */
final class SceneTable {
    private static final String ROW = "%-19s %-12s %-10s %-20s %-9s %s%n";
    private static final int ADVICE_WIDTH = 70;

    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, List<JsonNode>> events = new LinkedHashMap<>();

    /** Takes a line of the log; those that are no events of ours are skipped. */
    void add(String line) {
        try {
            JsonNode node = json.readTree(line);
            if (node.path("event.name").asString("").startsWith("smtp.client.")) {
                events.computeIfAbsent(node.path("mail").asString(""), key -> new ArrayList<>())
                        .add(node);
            }
        } catch (JacksonException noJson) {
            // A line that somebody else wrote to the same output.
        }
    }

    /** Whether every scene has brought an event. */
    boolean isComplete() {
        return Scene.ALL.stream().allMatch(scene -> events.containsKey(scene.name()));
    }

    void print(PrintStream out) {
        out.printf(ROW, "mail", "reply", "class", "cause", "outcome", "advice");
        for (Scene scene : Scene.ALL) {
            print(out, scene.name(), events.getOrDefault(scene.name(), List.of()));
        }
    }

    private static void print(PrintStream out, String name, List<JsonNode> all) {
        JsonNode deciding = deciding(all);
        String outcome = "";
        String queueId = "";
        for (JsonNode event : all) {
            outcome = event.path("smtp.message.outcome").asString(outcome);
            queueId = event.path("smtp.queue_id").asString(queueId);
        }
        String advice = firstSentence(deciding.path("smtp.advice.text").asString(""));
        if (deciding.path("smtp.command").asString("").equals("END_OF_DATA") && !queueId.isEmpty()) {
            advice = advice + " Queued as " + queueId + ".";
        }
        List<String> lines = wrap(advice);
        out.printf(
                ROW,
                name,
                reply(deciding),
                deciding.path("smtp.response.class").asString("none"),
                deciding.path("smtp.cause.id").asString(""),
                outcome.isEmpty() ? "-" : outcome,
                lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            out.printf(ROW, "", "", "", "", "", line);
        }
    }

    /** The first event that is worth advice; where all went well, the reply to the body. */
    private static JsonNode deciding(List<JsonNode> all) {
        JsonNode body = JsonMapper.builder().build().createObjectNode();
        for (JsonNode event : all) {
            boolean message = event.path("event.name").asString("").equals("smtp.client.message");
            String command = event.path("smtp.command").asString("");
            if (!message && !event.path("level").asString("").equals("DEBUG")) {
                return event;
            }
            if (command.equals("END_OF_DATA")) {
                body = event;
            }
        }
        return body;
    }

    private static String reply(JsonNode event) {
        String code = event.path("smtp.response.status_code").asString("");
        String enhanced = event.path("smtp.response.enhanced_status_code").asString("");
        return code.isEmpty() ? "-" : (code + " " + enhanced).strip();
    }

    /** The instruction; what follows it is in the log. */
    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + word.length() >= ADVICE_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
