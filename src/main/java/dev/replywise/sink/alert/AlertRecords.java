package dev.replywise.sink.alert;

import dev.replywise.catalog.Cause;
import dev.replywise.catalog.Messages;
import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the event of an alert's beginning and of its end. Immutable. */
final class AlertRecords {
    private static final int LISTED = 3;
    private static final long MINUTE = 60_000;

    private final Messages messages;
    private final Function<String, @Nullable Cause> causes;

    /**
     * Writes in a language.
     *
     * @param causes the cause of an id; null where it is not known
     */
    AlertRecords(String language, Function<String, @Nullable Cause> causes) {
        this.messages = Messages.of(language);
        this.causes = causes;
    }

    EventRecord begin(AlertKind kind, Subject subject, Situation now, long timestampMillis) {
        Facts facts = new Facts(kind, subject, now);
        String advice = advice(facts.topCause);
        EventRecord.Builder fields = fields(facts, "begin", "failure");
        if (kind == AlertKind.PERMANENT_SPIKE) {
            fields.put("smtp.alert.baseline", Math.round(now.usual.refusals));
        }
        Cause cause = causes.apply(facts.topCause);
        if (!facts.topCause.isEmpty()) {
            fields.put("smtp.cause.id", facts.topCause).put("smtp.advice.text", advice);
        }
        if (cause != null) {
            fields.put("smtp.advice.actor", cause.actor().id()).put("smtp.advice.url", cause.url());
        }
        fields.put("server.address", subject.server());
        Map<String, String> values = facts.values(now);
        StringBuilder sentence = new StringBuilder(300)
                .append("alert ")
                .append(kind.id())
                .append(": ")
                .append(messages.text("alert." + kind.id() + ".begin", values));
        append(sentence, "alert.causes", facts.causes);
        append(sentence, "alert.servers", facts.servers);
        if (!advice.isEmpty()) {
            sentence.append(' ').append(advice);
        }
        if (cause != null && !cause.url().isEmpty()) {
            sentence.append(" (").append(cause.url()).append(')');
        }
        return fields.build(timestampMillis, EventLevel.ERROR, sentence.toString());
    }

    EventRecord end(AlertKind kind, Subject subject, Situation now, long lastedMillis, long timestampMillis) {
        Facts facts = new Facts(kind, subject, now);
        EventRecord.Builder fields = fields(facts, "end", "success")
                .put("event.duration", lastedMillis * 1_000_000)
                .put("server.address", subject.server());
        Map<String, String> values = facts.values(now);
        values.put("duration", duration(lastedMillis));
        values.put("name", messages.text("alert." + kind.id() + ".name", values));
        String sentence = "alert " + kind.id() + ": " + messages.text("alert.end", values);
        return fields.build(timestampMillis, EventLevel.INFO, sentence);
    }

    private static EventRecord.Builder fields(Facts facts, String state, String outcome) {
        return EventRecord.builder("smtp.client.alert")
                .put("event.outcome", outcome)
                .put("smtp.alert.id", facts.kind.id())
                .put("smtp.alert.state", state)
                .put("smtp.alert.window", 60L * facts.kind.windowMinutes())
                .put("smtp.alert.count", facts.count)
                .put("smtp.alert.attempts", facts.attempts)
                .put("smtp.alert.accepted", facts.accepted)
                .put("smtp.alert.causes", facts.causes)
                .put("smtp.alert.servers", facts.servers);
    }

    private void append(StringBuilder sentence, String key, String list) {
        if (!list.isEmpty()) {
            Map<String, String> values = new HashMap<>();
            values.put("list", list);
            sentence.append(' ').append(messages.text(key, values));
        }
    }

    private String advice(String cause) {
        return cause.isEmpty() ? "" : messages.find("cause." + cause + ".fix").orElse("");
    }

    /** {@code auth-failed (12), auth-required (3)}. */
    private static String list(Map<String, Integer> counts) {
        List<Map.Entry<String, Integer>> ranked = Numbers.ranked(counts);
        StringBuilder list = new StringBuilder();
        for (Map.Entry<String, Integer> each : ranked.subList(0, Math.min(LISTED, ranked.size()))) {
            if (!each.getKey().isEmpty() && each.getValue() > 0) {
                list.append(list.length() == 0 ? "" : ", ")
                        .append(each.getKey())
                        .append(" (")
                        .append(each.getValue())
                        .append(')');
            }
        }
        return list.toString();
    }

    private static String duration(long millis) {
        long minutes = Math.max(1, (millis + MINUTE / 2) / MINUTE);
        String rest = minutes % 60 + " min";
        return minutes < 60 ? rest : minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + rest);
    }

    /** The numbers of an alert. */
    private static final class Facts {
        final AlertKind kind;
        final String server;
        final int count;
        final int attempts;
        final int accepted;
        final String causes;
        final String servers;
        final String topCause;

        Facts(AlertKind kind, Subject subject, Situation now) {
            Numbers numbers = now.of(kind);
            Map<String, Integer> byCause = subject.causes(numbers, kind.tops());
            Map<String, Integer> byServer = subject.servers(numbers, kind.tops());
            this.kind = kind;
            this.server = subject.server();
            this.count = subject.count(numbers, kind.count());
            this.attempts = numbers.total(Count.ATTEMPTS);
            this.accepted = numbers.total(Count.ACCEPTED);
            this.causes = list(byCause);
            this.servers = list(byServer);
            this.topCause = Numbers.top(byCause);
        }

        Map<String, String> values(Situation now) {
            Map<String, String> values = new HashMap<>();
            values.put("count", Integer.toString(count));
            values.put("attempts", Integer.toString(attempts));
            values.put("accepted", Integer.toString(accepted));
            values.put("minutes", Integer.toString(kind.windowMinutes()));
            values.put("baseline", Long.toString(Math.round(now.usual.refusals)));
            values.put("server", server.isEmpty() ? "SMTP" : server);
            values.put("cause", topCause);
            return values;
        }
    }
}
