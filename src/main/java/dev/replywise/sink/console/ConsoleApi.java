package dev.replywise.sink.console;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.replywise.catalog.Messages;
import dev.replywise.event.AddressMode;
import dev.replywise.event.EventFormat;
import dev.replywise.event.EventText;
import dev.replywise.event.MessageOutcome;
import dev.replywise.reply.ReplyClass;
import dev.replywise.sink.http.HttpAnswer;
import dev.replywise.sink.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Answers the page's questions with JSON documents, as docs/console.md describes them. Thread-safe. */
final class ConsoleApi {
    private static final int TOP_CAUSES = 10;
    private static final int TOP_DESTINATIONS = 10;
    private static final int LONGEST_KEY = 300;
    private static final long FRESH_MILLIS = 300;
    private static final String TEXTS = "console.";

    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newBoundedPool(8))
            .build();

    private final ConsoleListener listener;
    private final ConsoleFacts facts;
    private final EventFormat format;
    private final Languages languages;
    private final Map<String, EventJson> events = new ConcurrentHashMap<>();
    private @Nullable Overview latest;

    ConsoleApi(ConsoleListener listener, ConsoleFacts facts, EventFormat format) {
        this.listener = listener;
        this.facts = facts;
        this.format = format;
        this.languages = new Languages(format.locale());
    }

    /** The answer to a request whose path begins with {@code /api/}. */
    HttpAnswer answer(HttpRequest request) throws IOException {
        String language = languages.choose(request.parameter("lang"), request.header("Accept-Language"));
        EventJson event = events.computeIfAbsent(language, tag -> new EventJson(format, tag));
        switch (request.path()) {
            case "/api/texts":
                return document(json -> texts(json, event.messages()));
            case "/api/agent":
                return document(json -> agent(json));
            case "/api/overview":
                Overview overview = overview();
                return document(json -> overview(json, overview, event));
            case "/api/reply":
                return reply(listener.failure(number(request.parameter("id"))), event);
            case "/api/session":
                return session(request, event);
            default:
                return HttpAnswer.text("404 Not Found", "docs/console.md names the documents\n");
        }
    }

    /** The same for all who ask at the same time: looking holds up sending threads, if only for a tenth of a millisecond. */
    private synchronized Overview overview() {
        Overview known = latest;
        if (known == null || listener.nowMillis() - known.nowMillis >= FRESH_MILLIS) {
            known = listener.overview(TOP_CAUSES, TOP_DESTINATIONS);
            latest = known;
        }
        return known;
    }

    private HttpAnswer reply(@Nullable KeptEvent failure, EventJson event) throws IOException {
        return failure == null ? missing() : document(json -> event.explanation(json, failure));
    }

    private HttpAnswer session(HttpRequest request, EventJson event) throws IOException {
        String id = request.parameter("id");
        String message = request.parameter("message").trim();
        Timeline timeline = null;
        if (!id.isEmpty()) {
            timeline = listener.session(id);
        } else if (!message.isEmpty()) {
            timeline = listener.message(message);
            if (timeline == null && !message.startsWith("<")) {
                timeline = listener.message("<" + message + ">");
            }
        }
        if (timeline == null) {
            return missing();
        }
        Timeline found = timeline;
        return document(json -> {
            json.writeStringField("session", found.sessionId());
            json.writeNumberField("left_out", found.leftOut());
            json.writeNumberField("steps_before_gap", found.stepsBeforeGap());
            json.writeArrayFieldStart("steps");
            for (KeptEvent step : found.steps()) {
                json.writeStartObject();
                event.brief(json, step);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private void texts(JsonGenerator json, Messages messages) throws IOException {
        json.writeStringField("lang", messages.language());
        json.writeObjectFieldStart("languages");
        for (Map.Entry<String, String> language : languages.names().entrySet()) {
            json.writeStringField(language.getKey(), language.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("texts");
        for (String key : messages.keys()) {
            if (key.startsWith(TEXTS)) {
                json.writeStringField(
                        key.substring(TEXTS.length()), messages.find(key).orElse(key));
            }
        }
        for (ReplyClass replyClass : ReplyClass.values()) {
            String key = "class." + replyClass.id();
            json.writeStringField(key, messages.find(key).orElse(key));
        }
        json.writeEndObject();
    }

    private void agent(JsonGenerator json) throws IOException {
        json.writeStringField("version", facts.version());
        json.writeNumberField("attached", facts.attachedMillis());
        json.writeStringField("java", visible(String.valueOf(System.getProperty("java.version"))));
        json.writeNumberField("events_lost", facts.eventsLost());
        json.writeNumberField("suppressed_errors", facts.suppressedErrors());
        json.writeObjectFieldStart("options");
        for (Map.Entry<String, String> option : facts.options().entrySet()) {
            json.writeStringField(visible(option.getKey()), visible(option.getValue()));
        }
        json.writeEndObject();
    }

    private void overview(JsonGenerator json, Overview overview, EventJson event) throws IOException {
        json.writeNumberField("time", overview.nowMillis);
        json.writeObjectFieldStart("messages");
        for (MessageOutcome outcome : MessageOutcome.values()) {
            json.writeNumberField(outcome.id(), overview.messages(outcome));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("replies");
        for (ReplyClass replyClass : ReplyClass.values()) {
            json.writeNumberField(replyClass.id(), overview.replies(replyClass));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("connections");
        json.writeNumberField("made", overview.connected());
        json.writeNumberField("encrypted", overview.encrypted());
        json.writeNumberField("failed", overview.notConnected());
        json.writeEndObject();
        json.writeObjectFieldStart("durations");
        durations(json, "message", overview.messageDurations);
        durations(json, "reply", overview.replyDurations);
        json.writeEndObject();
        json.writeObjectFieldStart("rates");
        rates(json, "minutes", overview.minutes);
        rates(json, "hour", overview.hour);
        json.writeEndObject();
        causes(json, overview.causes, event);
        boolean hidden = format.addresses() == AddressMode.NONE;
        json.writeBooleanField("domains_hidden", hidden);
        if (!hidden) {
            destinations(json, "domains", overview.domains);
        }
        destinations(json, "servers", overview.servers);
        json.writeArrayFieldStart("failures");
        for (KeptEvent failure : overview.failures) {
            json.writeStartObject();
            event.brief(json, failure);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void durations(JsonGenerator json, String name, Overview.Durations durations) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", durations.count);
        json.writeNumberField("median_ms", rounded(durations.medianMillis));
        json.writeNumberField("p95_ms", rounded(durations.slowMillis));
        json.writeNumberField("max_ms", rounded(durations.maxMillis));
        json.writeEndObject();
    }

    private static void rates(JsonGenerator json, String name, Overview.Rates rates) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("bucket_seconds", rates.bucketMillis / 1000);
        for (Map.Entry<ReplyClass, int[]> counts : rates.counts.entrySet()) {
            json.writeFieldName(counts.getKey().id());
            json.writeArray(counts.getValue(), 0, counts.getValue().length);
        }
        json.writeEndObject();
    }

    private static void causes(JsonGenerator json, Overview.Ranking causes, EventJson event) throws IOException {
        json.writeObjectFieldStart("causes");
        json.writeNumberField("total", causes.total.all());
        json.writeArrayFieldStart("top");
        for (TopKeys.Count cause : causes.top) {
            json.writeStartObject();
            event.cause(json, cause);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void destinations(JsonGenerator json, String name, Overview.Ranking ranking) throws IOException {
        json.writeObjectFieldStart(name);
        long all = ranking.total.all();
        long failed = ranking.total.failed();
        json.writeArrayFieldStart("top");
        for (TopKeys.Count count : ranking.top) {
            all -= count.all();
            failed -= count.failed();
            json.writeStartObject();
            json.writeStringField("name", visible(count.key()));
            json.writeNumberField("total", count.all());
            json.writeNumberField("failed", count.failed());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("other");
        json.writeNumberField("total", all);
        json.writeNumberField("failed", failed);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** No error, which browsers write down as one: what is not kept any more is asked for every day. */
    private static HttpAnswer missing() throws IOException {
        return document(json -> json.writeBooleanField("found", false));
    }

    private static HttpAnswer document(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * 1024);
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        }
        return HttpAnswer.of(HttpAnswer.OK, "application/json; charset=utf-8", bytes.toByteArray());
    }

    private static String visible(String text) {
        return EventText.visible(text, LONGEST_KEY);
    }

    private static double rounded(double millis) {
        return millis < 10 ? Math.round(millis * 100) / 100.0 : Math.round(millis);
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /** Writes the fields of a document. */
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}
