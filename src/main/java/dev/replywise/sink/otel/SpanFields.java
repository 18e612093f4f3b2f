package dev.replywise.sink.otel;

import dev.replywise.classify.Classification;
import dev.replywise.event.EventField;
import dev.replywise.event.EventRecord;
import dev.replywise.reply.ReplyClass;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Turns the fields of an event's record, which are safe to show, into attributes. Stateless. */
final class SpanFields {
    static final String EVENT_NAME = "event.name";
    static final String ADVICE_ID = "smtp.advice.id";

    /** Said by the trace itself. */
    private static final Set<String> OF_TRACES = set(EVENT_NAME, "trace.id", "span.id");

    /** What the span has already. */
    private static final Set<String> OF_SPANS = set(
            "event.duration",
            "event.outcome",
            "server.address",
            "server.port",
            "network.peer.address",
            "tls.protocol.version",
            "smtp.session.id",
            "smtp.sender.domain",
            "email.message_id");

    private static final Set<String> ADVICE = set("smtp.advice.text", "smtp.advice.actor", "smtp.advice.url");

    private SpanFields() {}

    /** All fields but those that the trace itself says. */
    static Attributes all(EventRecord event) {
        AttributesBuilder attributes = Attributes.builder();
        for (EventField field : event.fields()) {
            if (!OF_TRACES.contains(field.key())) {
                put(attributes, field);
            }
        }
        return attributes.build();
    }

    /** The fields of something that happened inside a span. */
    static Attributes inside(EventRecord event, Classification meaning) {
        boolean positive = meaning.replyClass() == ReplyClass.POSITIVE;
        AttributesBuilder attributes = Attributes.builder();
        for (EventField field : event.fields()) {
            String key = field.key();
            boolean known = OF_TRACES.contains(key) || OF_SPANS.contains(key) || key.startsWith("labels.");
            if (!known && !(positive && ADVICE.contains(key))) {
                put(attributes, field);
            }
        }
        return attributes.put(ADVICE_ID, meaning.adviceId()).build();
    }

    /** Puts the fields of what a span is about onto it. */
    static void describe(Span span, EventRecord event) {
        for (EventField field : event.fields()) {
            String key = field.key();
            if (OF_TRACES.contains(key) || key.startsWith("event.")) {
                continue;
            }
            Object value = field.value();
            if (value instanceof Long) {
                span.setAttribute(key, (Long) value);
            } else if (value instanceof Boolean) {
                span.setAttribute(key, (Boolean) value);
            } else {
                span.setAttribute(key, value.toString());
            }
        }
    }

    /** What samplers may look at. */
    static SpanBuilder begin(SpanBuilder span, String server, int port) {
        span.setAttribute("network.protocol.name", "smtp");
        if (!server.isEmpty()) {
            span.setAttribute("server.address", server);
        }
        if (port > 0) {
            span.setAttribute("server.port", port);
        }
        return span;
    }

    private static void put(AttributesBuilder attributes, EventField field) {
        Object value = field.value();
        if (value instanceof Long) {
            attributes.put(field.key(), (Long) value);
        } else if (value instanceof Boolean) {
            attributes.put(field.key(), (Boolean) value);
        } else {
            attributes.put(field.key(), value.toString());
        }
    }

    private static Set<String> set(String... keys) {
        return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(keys)));
    }
}
