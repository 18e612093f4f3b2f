package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.classify.Classification;
import dev.replywise.classify.Fact;
import dev.replywise.reply.ReplyAnomaly;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.sink.alert.SampleAlerts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/events.md documents every key that an event can have, with its type and its events, and no other. */
class EventsPageTest {
    private static final Path PAGE = Path.of("../docs/events.md");
    private static final List<String> OF_THE_LINE =
            List.of("@timestamp", "log.level", "message", "ecs.version", "log.logger", "process.thread.name");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| (text|number|boolean) \\| .* \\| ([rcmsa ]+) \\|$", Pattern.MULTILINE);

    /** A key's type and the first letters of the events that can have it. */
    private final Map<String, String> documented = documented();

    private static Map<String, String> documented() {
        try {
            Map<String, String> rows = new TreeMap<>();
            Matcher row = ROW.matcher(Files.readString(PAGE));
            while (row.find()) {
                assertThat(rows.put(row.group(1), row.group(2) + ": " + row.group(3)))
                        .as(row.group(1))
                        .isNull();
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Classification withAllFacts(Classification classification) {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        for (Fact fact : Fact.values()) {
            facts.put(fact, "10");
        }
        facts.put(Fact.FORWARD_PATH, "new@new.example");
        return Classification.builder()
                .replyClass(classification.replyClass())
                .cause(classification.cause())
                .confidence(classification.confidence())
                .rule(classification.rule())
                .retry(classification.retry())
                .actor(classification.actor())
                .adviceId(classification.adviceId())
                .url(classification.url())
                .reference(classification.reference())
                .withFacts(facts)
                .build();
    }

    /** Events on which everything that can be known is known. */
    private static Map<String, EventRecord> full() {
        EventFields fields = new EventFields(EventFormat.DEFAULT, () -> TraceIds.of("t", "s"));
        Map<String, String> labels = Map.of("tenant", "acme");
        ReplyEvent.Builder refused = Samples.rcpt("jane@old.example", "551 5.1.6 No");
        ReplyEvent reply = refused.classification(withAllFacts(refused.build().classification()))
                .messageId("<1@sender.example>")
                .secondary(true)
                .anomalies(EnumSet.of(ReplyAnomaly.MIXED_CODES))
                .labels(labels)
                .build();
        Map<String, EventRecord> events = new LinkedHashMap<>();
        events.put("r", fields.record(reply));
        events.put(
                "c",
                fields.record(Samples.connection(SmtpCommand.RCPT, "connection-lost")
                        .durationNanos(1)
                        .sender("news@sender.example")
                        .messageId("<1@sender.example>")
                        .secondary(true)
                        .labels(labels)
                        .build()));
        events.put(
                "m",
                fields.record(Samples.message(MessageOutcome.PARTIAL, Optional.of(reply))
                        .errorType("551")
                        .queueId("4BxQ1")
                        .labels(labels)
                        .build()));
        events.put(
                "s",
                fields.storm(
                        Samples.TIME, EventLevel.WARN, ReplyClass.PERMANENT, "551", "mailbox-moved", "mx.example", 7));
        events.put("a", SampleAlerts.full());
        return events;
    }

    @Test
    void keysAreThoseThatEventsHave() {
        Map<String, String> types = new TreeMap<>();
        Map<String, String> events = new TreeMap<>();
        for (String key : OF_THE_LINE) {
            types.put(key, "text");
            events.put(key, "r c m s a");
        }
        full().forEach((letter, event) -> {
            for (EventField field : event.fields()) {
                String key = field.key().startsWith("labels.") ? "labels.*" : field.key();
                Object value = field.value();
                types.put(key, value instanceof Long ? "number" : value instanceof Boolean ? "boolean" : "text");
                events.merge(key, letter, (before, now) -> before + " " + now);
            }
        });
        Map<String, String> emitted = new TreeMap<>();
        types.forEach((key, type) -> emitted.put(key, type + ": " + events.get(key)));

        assertThat(documented).isEqualTo(emitted);
    }

    /** The samples above could miss a key that was added since; the source cannot. */
    @Test
    void noKeyOfTheSourceIsMissing() throws IOException {
        Set<String> written = new TreeSet<>();
        for (String name : Arrays.asList(
                "event/EventFields", "event/EventRecord", "sink/json/JsonLine", "sink/alert/AlertRecords")) {
            String source = Files.readString(Path.of("main/java/dev/replywise/" + name + ".java"));
            Matcher put = Pattern.compile("(?:put|putKnown|writeStringField)\\(\\s*\"([a-z@_.]+)\"")
                    .matcher(source);
            while (put.find()) {
                if (put.group(1).indexOf('.') >= 0 && !put.group(1).endsWith(".")) {
                    written.add(put.group(1));
                }
            }
        }
        assertThat(written).hasSizeGreaterThan(30);
        assertThat(documented.keySet()).containsAll(written);
    }

    @Test
    void valuesThatThePageListsAreAll() throws IOException {
        String page = Files.readString(PAGE);
        for (SmtpCommand command : SmtpCommand.values()) {
            assertThat(page).contains("`" + command.name() + "`");
        }
        for (ReplyAnomaly anomaly : ReplyAnomaly.values()) {
            assertThat(page).contains("`" + anomaly.id() + "`");
        }
        for (MessageOutcome outcome : MessageOutcome.values()) {
            assertThat(page).contains("`" + outcome.id() + "`");
        }
        for (AddressMode mode : AddressMode.values()) {
            assertThat(page).contains("| `" + mode.id() + "` |");
        }
    }
}
