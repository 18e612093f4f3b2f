package dev.replywise.sink.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.replywise.event.EventField;
import dev.replywise.event.EventRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Encodes an event as one line of JSON by the ECS logging conventions: flat dotted keys, UTF-8. Stateless. */
final class JsonLine {
    private static final String ECS_VERSION = "8.11.0";
    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** Its buffers are not left behind on the application's threads. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newBoundedPool(16))
            .build();

    private JsonLine() {}

    /** The line, with its end. */
    static byte[] encode(EventRecord event, String threadName) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("@timestamp", TIMESTAMP.format(Instant.ofEpochMilli(event.timestampMillis())));
            json.writeStringField("log.level", event.level().name());
            json.writeStringField("message", event.message());
            json.writeStringField("ecs.version", ECS_VERSION);
            json.writeStringField("log.logger", EventRecord.LOGGER);
            json.writeStringField("process.thread.name", threadName);
            for (EventField field : event.fields()) {
                write(json, field.key(), field.value());
            }
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
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
