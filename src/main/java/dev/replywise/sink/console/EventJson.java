package dev.replywise.sink.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.replywise.catalog.CatalogEntry;
import dev.replywise.catalog.Cause;
import dev.replywise.catalog.Messages;
import dev.replywise.catalog.ReplyCatalog;
import dev.replywise.classify.Classification;
import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.EventField;
import dev.replywise.event.EventFields;
import dev.replywise.event.EventFormat;
import dev.replywise.event.EventRecord;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SmtpEvent;
import dev.replywise.reply.ReplyCode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes kept events in one language: the fields that log events have, masked and made visible just as those are, and
 * the catalogue's texts about them. Thread-safe.
 */
final class EventJson {
    private static final String[] BRIEF = {
        "smtp.command",
        "smtp.response.status_code",
        "smtp.response.enhanced_status_code",
        "smtp.response.class",
        "smtp.response.text",
        "smtp.cause.id",
        "smtp.recipient.address",
        "smtp.sender.domain",
        "smtp.message.outcome",
        "email.message_id",
        "smtp.session.id",
        "smtp.secondary",
        "server.address",
        "server.port",
        "tls.protocol.version",
        "error.type",
        "error.message",
        "event.duration",
    };

    private final Messages messages;
    private final EventFields fields;
    private final ReplyCatalog catalog = ReplyCatalog.builtIn();

    EventJson(EventFormat format, String language) {
        this.messages = Messages.of(language);
        this.fields = new EventFields(format.toBuilder().locale(language).build());
    }

    Messages messages() {
        return messages;
    }

    /** What a row of a list shows, into an object that has been begun. */
    void brief(JsonGenerator json, KeptEvent kept) throws IOException {
        EventRecord event = record(kept.event());
        start(json, kept, event);
        for (String key : BRIEF) {
            Optional<Object> value = event.value(key);
            if (value.isPresent()) {
                write(json, key, value.get());
            }
        }
        Classification classification = classification(kept.event());
        if (classification != null) {
            json.writeStringField("cause_name", causeName(classification.cause().id()));
        }
    }

    /** Everything that is known of an event, into an object that has been begun. */
    void explanation(JsonGenerator json, KeptEvent kept) throws IOException {
        EventRecord event = record(kept.event());
        start(json, kept, event);
        json.writeObjectFieldStart("fields");
        for (EventField field : event.fields()) {
            write(json, field.key(), field.value());
        }
        json.writeEndObject();
        Classification classification = classification(kept.event());
        if (classification != null) {
            json.writeObjectFieldStart("texts");
            texts(json, classification, code(kept.event()));
            json.writeEndObject();
        }
    }

    /** A cause with how often it came and what to do about it in general, into an object that has been begun. */
    void cause(JsonGenerator json, TopKeys.Count count) throws IOException {
        String id = count.key();
        json.writeStringField("id", id);
        json.writeStringField("name", causeName(id));
        json.writeNumberField("count", count.all());
        json.writeStringField("fix", text("cause." + id + ".fix"));
        KeptEvent last = count.last();
        Classification classification = last == null ? null : classification(last.event());
        if (last != null && classification != null) {
            json.writeStringField("class", classification.replyClass().id());
            json.writeStringField("who", text("actor." + classification.actor().id()));
            json.writeStringField(
                    "retry", text("retry." + classification.retry().id()));
            // The page of the cause: the count is of all its replies, not of the last one.
            Cause cause = classification.cause();
            json.writeStringField("url", cause.url());
            json.writeStringField("reference", cause.reference());
            json.writeNumberField("last", last.id());
            json.writeNumberField("last_time", last.event().timestampMillis());
        }
    }

    private static void start(JsonGenerator json, KeptEvent kept, EventRecord event) throws IOException {
        json.writeNumberField("id", kept.id());
        json.writeNumberField("time", event.timestampMillis());
        write(json, "event", event.value("event.name").orElse(""));
        json.writeStringField("sentence", event.message());
    }

    private void texts(JsonGenerator json, Classification classification, ReplyCode code) throws IOException {
        Optional<CatalogEntry> entry = catalog.entry(code);
        if (entry.isPresent()) {
            String key = entry.get().messageKey();
            json.writeStringField("code_name", text(key + ".name"));
            json.writeStringField("code_description", text(key + ".description"));
        }
        String cause = "cause." + classification.cause().id();
        json.writeStringField("cause_name", causeName(classification.cause().id()));
        json.writeStringField("description", text(cause + ".description"));
        json.writeStringField("seen", text(cause + ".seen"));
        json.writeStringField("fix", text(cause + ".fix"));
        json.writeStringField(
                "class", text("class." + classification.replyClass().id()));
        json.writeStringField("who", text("actor." + classification.actor().id()));
        json.writeStringField("retry", text("retry." + classification.retry().id()));
        json.writeStringField(
                "confidence",
                text("console.confidence." + classification.confidence().id()));
        json.writeStringField("reference", classification.reference());
    }

    private EventRecord record(SmtpEvent event) {
        if (event instanceof ReplyEvent) {
            return fields.record((ReplyEvent) event);
        }
        return event instanceof MessageEvent
                ? fields.record((MessageEvent) event)
                : fields.record((ConnectionEvent) event);
    }

    private static @Nullable Classification classification(SmtpEvent event) {
        if (event instanceof ReplyEvent) {
            return ((ReplyEvent) event).classification();
        }
        return event instanceof MessageEvent
                ? ((MessageEvent) event).deciding().orElse(null)
                : ((ConnectionEvent) event).classification();
    }

    private static ReplyCode code(SmtpEvent event) {
        return event instanceof ReplyEvent ? ((ReplyEvent) event).reply().code() : ReplyCode.NONE;
    }

    private String causeName(String id) {
        return messages.find("cause." + id + ".name").orElse(id);
    }

    private String text(String key) {
        return messages.find(key).orElse("");
    }

    private static void write(JsonGenerator json, String key, Object value) throws IOException {
        if (value instanceof Long) {
            json.writeNumberField(key, (Long) value);
        } else if (value instanceof Boolean) {
            json.writeBooleanField(key, (Boolean) value);
        } else {
            json.writeStringField(key, value.toString());
        }
    }
}
