package dev.replywise.demo.e2e;

import dev.replywise.demo.smtp.Exchange;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The replies of a dialogue as the agent logged them, to be held against those that the server sent. */
final class LoggedReplies {
    /** Of longer texts the log has the beginning; this much of it at least. */
    private static final int COMPARED = 900;

    private static final int TEXT_LIMIT = 1_000;

    private LoggedReplies() {}

    /** What was logged. */
    static List<SentReply> of(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("event.name").asString("").equals("smtp.client.reply"))
                .map(event -> new SentReply(
                        event.path("smtp.command").asString(""),
                        event.path("smtp.response.status_code").asString(""),
                        beginning(event.path("smtp.response.text").asString(""))))
                .toList();
    }

    /** What should have been logged: all that was sent, challenges left out and control characters made visible. */
    static List<SentReply> expected(List<Exchange> exchanges) {
        return SentReply.of(exchanges).stream()
                .map(reply -> new SentReply(
                        reply.command(),
                        reply.code(),
                        reply.code().equals("334") ? "" : beginning(visible(reply.text()))))
                .toList();
    }

    /** Whether no text is longer than the contract allows. */
    static boolean areBounded(List<JsonNode> events) {
        return events.stream()
                .allMatch(event -> event.path("smtp.response.text").asString("").length() <= TEXT_LIMIT);
    }

    private static String beginning(String text) {
        return text.length() <= COMPARED ? text : text.substring(0, COMPARED);
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        for (char c : text.toCharArray()) {
            visible.append(c < ' ' ? String.format("\\x%02x", (int) c) : String.valueOf(c));
        }
        return visible.toString();
    }
}
