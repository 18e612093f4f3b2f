package dev.replywise.demo.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Writes a logged event the short way in which {@code dialogues.txt} has it. */
final class EventLine {
    /** Causes that say no more than the code does. */
    private static final Set<String> UNREMARKABLE = Set.of("ok", "intermediate-data", "intermediate-auth");

    private EventLine() {}

    /** One line an event; equal ones in a row become one line, {@code 100 x RCPT 250}. */
    static List<String> of(List<JsonNode> events) {
        List<String> lines = new ArrayList<>();
        String last = "";
        int times = 0;
        for (JsonNode event : events) {
            String line = of(event);
            times = line.equals(last) ? times + 1 : 1;
            if (times > 1) {
                lines.remove(lines.size() - 1);
            }
            lines.add(times > 1 ? times + " x " + line : line);
            last = line;
        }
        return lines;
    }

    private static String of(JsonNode event) {
        String name = event.path("event.name").asString("");
        StringBuilder line = new StringBuilder();
        String cause = event.path("smtp.cause.id").asString("");
        if (name.equals("smtp.client.message")) {
            line.append("message ")
                    .append(event.path("smtp.message.outcome").asString("?"))
                    .append(' ')
                    .append(count(event, "accepted"))
                    .append('/')
                    .append(count(event, "transient"))
                    .append('/')
                    .append(count(event, "permanent"))
                    .append('/')
                    .append(count(event, "unsent"));
            return line.toString();
        }
        line.append(event.path("smtp.command").asString("?")).append(' ');
        if (name.equals("smtp.client.connection")) {
            line.append('-');
        } else {
            JsonNode code = event.path("smtp.response.status_code");
            line.append(code.isMissingNode() ? "none" : code.asString());
            line.append(
                    oddClass(code.asInt(0), event.path("smtp.response.class").asString("")));
        }
        if (!UNREMARKABLE.contains(cause)) {
            line.append(' ').append(cause.isEmpty() ? "?" : cause);
        }
        if (event.path("smtp.secondary").asBoolean(false)) {
            line.append(" ~");
        }
        String anomaly = event.path("smtp.anomaly").asString("");
        if (!anomaly.isEmpty()) {
            line.append(" !").append(anomaly);
        }
        return line.toString();
    }

    /** The class, where it is not the one that the first digit says. */
    private static String oddClass(int code, String replyClass) {
        String byDigit = switch (code / 100) {
            case 2, 3 -> "positive";
            case 4 -> "transient";
            case 5 -> "permanent";
            default -> "none";
        };
        return byDigit.equals(replyClass) ? "" : " class=" + replyClass;
    }

    private static String count(JsonNode event, String kind) {
        return event.path("smtp.message.recipients." + kind).asString("?");
    }
}
