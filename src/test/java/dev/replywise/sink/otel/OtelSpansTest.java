package dev.replywise.sink.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.EventFields;
import dev.replywise.event.EventFormat;
import dev.replywise.event.EventLevel;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.event.TraceIds;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtelSpansTest {
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exported))
            .build()
            .get("dev.replywise");
    private final OtelSpans spans = new OtelSpans(tracer, EventFormat.DEFAULT);
    private final Wire wire = new Wire();

    @BeforeEach
    void listen() {
        wire.pipeline.addListener(spans);
    }

    @Test
    void makesEachMessageAClientSpanBelowTheCurrentOneWithItsRepliesAsEvents() {
        wire.connected();
        exported.reset();
        Span order = tracer.spanBuilder("order").startSpan();
        try (Scope scope = order.makeCurrent()) {
            wire.message("250 2.1.5 Ok", "551 5.1.6 jane.roe1@old.example moved; try <jane.roe@new.example>");
            assertThat(Span.current()).isSameAs(order);
        }
        order.end();

        SpanData sent = exported.getFinishedSpanItems().get(0);
        SpanData parent = exported.getFinishedSpanItems().get(1);
        assertThat(sent.getName()).isEqualTo("send smtp");
        assertThat(sent.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(sent.getParentSpanId()).isEqualTo(order.getSpanContext().getSpanId());
        assertThat(sent.getStartEpochNanos()).isBetween(parent.getStartEpochNanos(), parent.getEndEpochNanos());
        assertThat(sent.getEndEpochNanos()).isBetween(sent.getStartEpochNanos(), parent.getEndEpochNanos());
        assertThat(sent.getEvents())
                .extracting(event -> string(event, "smtp.command") + " "
                        + event.getAttributes().get(AttributeKey.longKey("smtp.response.status_code")))
                .containsExactly("MAIL 250", "RCPT 250", "RCPT 551", "DATA 354", "END_OF_DATA 250");
        assertThat(sent.getEvents())
                .allSatisfy(event -> assertThat(event.getEpochNanos())
                        .isBetween(sent.getStartEpochNanos(), sent.getEndEpochNanos()));
        EventData refused = sent.getEvents().get(2);
        assertThat(refused.getName()).isEqualTo("smtp.client.reply");
        assertThat(string(refused, "smtp.response.enhanced_status_code")).isEqualTo("5.1.6");
        assertThat(string(refused, "smtp.response.class")).isEqualTo("permanent");
        assertThat(string(refused, "smtp.cause.id")).isEqualTo("mailbox-moved");
        assertThat(string(refused, "smtp.advice.id")).isNotEmpty();
        assertThat(string(refused, "smtp.response.text"))
                .contains("j***@new.example")
                .doesNotContain("jane.roe");
        assertThat(sent.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(sent.getStatus().getDescription()).isEqualTo("partial: mailbox-moved");
        assertThat(string(sent, "error.type")).isEqualTo("551");
        assertThat(string(sent, "server.address")).isEqualTo("mx.example.com");
        assertThat(sent.getAttributes().get(AttributeKey.longKey("server.port")))
                .isEqualTo(2525);
        assertThat(string(sent, "smtp.message.outcome")).isEqualTo("partial");
        assertThat(sent.getAttributes().get(AttributeKey.longKey("smtp.message.recipients.accepted")))
                .isEqualTo(1);
        assertThat(sent.toString()).doesNotContain("jane.roe");
        assertThat(wire.problems).isEmpty();
    }

    @Test
    void anAcceptedMessageHasNoErrorAndIsARootSpanOutsideATrace() {
        wire.connected().message("250 2.1.5 Ok");
        SpanData sent = exported.getFinishedSpanItems().get(0);
        assertThat(exported.getFinishedSpanItems()).hasSize(1);
        assertThat(sent.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(sent.getParentSpanContext().isValid()).isFalse();
        assertThat(string(sent, "error.type")).isNull();
        assertThat(string(sent, "smtp.queue_id")).isEqualTo("4X1");
    }

    @Test
    void messagesOfOneConnectionHaveTheirOwnEventsOnly() {
        wire.connected();
        wire.step("NOOP", "250 Ok").message("550 5.1.1 No such user");
        wire.step("NOOP", "250 Ok").message("250 2.1.5 Ok").step("QUIT", "221 Bye");
        assertThat(exported.getFinishedSpanItems())
                .extracting(span -> span.getEvents().size())
                .containsExactly(3, 4);
    }

    @Test
    void aConnectInsideATraceIsASpanOfItsOwn() {
        Span order = tracer.spanBuilder("order").startSpan();
        try (Scope scope = order.makeCurrent()) {
            wire.connected();
        }
        SpanData connect = exported.getFinishedSpanItems().get(0);
        assertThat(connect.getName()).isEqualTo("connect smtp");
        assertThat(connect.getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(connect.getParentSpanId()).isEqualTo(order.getSpanContext().getSpanId());
        assertThat(connect.getEvents())
                .extracting(event -> string(event, "smtp.command"))
                .containsExactly("CONNECT", "EHLO");
        assertThat(connect.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aRefusedLoginShowsWithoutATraceToo() {
        wire.connecting().reply("220 mx.example.com ESMTP").step("EHLO client.example.org", "250-mx\n250 AUTH PLAIN");
        wire.step("AUTH PLAIN AHVzZXIAczNjcmV0", "535 5.7.8 Bad credentials");
        wire.session.connectEnded(false, new IOException("535 5.7.8 Bad credentials"));
        SpanData connect = exported.getFinishedSpanItems().get(0);
        assertThat(connect.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(connect.getStatus().getDescription()).isEqualTo("auth-failed");
        assertThat(string(connect, "error.type")).isEqualTo("535");
        assertThat(connect.getEvents())
                .extracting(event -> string(event, "smtp.command"))
                .containsExactly("CONNECT", "EHLO", "AUTH");
    }

    @Test
    void aDeadServerShows() {
        wire.session = wire.pipeline.newSession();
        wire.session.server("mx.example.com", 2525);
        wire.session.connectEnded(false, new ConnectException("Connection refused"));
        SpanData connect = exported.getFinishedSpanItems().get(0);
        assertThat(string(connect, "error.type")).isEqualTo("java.net.ConnectException");
        assertThat(string(connect, "smtp.cause.id")).isEqualTo("connect-refused");
    }

    @Test
    void aLostConnectionIsAnEventOfTheMessage() {
        wire.connected();
        wire.session.messageBegun();
        wire.readFails("MAIL FROM:<billing@shop.example>");
        wire.session.messageEnded("<1@shop.example>", 1, new IOException("gone"));
        SpanData sent = exported.getFinishedSpanItems().get(0);
        assertThat(sent.getEvents()).extracting(EventData::getName).containsExactly("smtp.client.connection");
        assertThat(string(sent, "smtp.message.outcome")).isEqualTo("failed");
        assertThat(sent.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    /** SDKs keep the first 128 events of a span; a refusal behind a thousand accepted recipients must be among them. */
    @Test
    void refusalsShowBehindManyAcceptedRecipients() {
        String[] replies = Collections.nCopies(1000, "250 2.1.5 Ok").toArray(new String[0]);
        replies[999] = "550 5.1.1 No such user";
        wire.connected().message(replies);
        List<EventData> events = exported.getFinishedSpanItems().get(0).getEvents();
        assertThat(events)
                .hasSizeLessThanOrEqualTo(128)
                .anySatisfy(event -> assertThat(string(event, "smtp.cause.id")).isEqualTo("mailbox-unknown"));
    }

    @Test
    void logRecordsCarryTheMessagesSpan() {
        InMemoryLogRecordExporter records = InMemoryLogRecordExporter.create();
        OtelLogSink logs = new OtelLogSink(
                SdkLoggerProvider.builder()
                        .addLogRecordProcessor(SimpleLogRecordProcessor.create(records))
                        .build()
                        .get("dev.replywise"),
                spans,
                EventLevel.INFO);
        EventFields fields = new EventFields(EventFormat.DEFAULT);
        wire.pipeline.addListener(new SmtpEventListener() {
            @Override
            public void onReply(ReplyEvent event) {
                if (logs.isEnabled(fields.level(event))) {
                    logs.log(fields.record(event));
                }
            }
        });
        wire.connected().message("551 5.1.6 Moved to <jane.roe@new.example>");
        LogRecordData record = records.getFinishedLogRecordItems().get(0);
        assertThat(records.getFinishedLogRecordItems()).hasSize(1);
        assertThat(record.getEventName()).isEqualTo("smtp.client.reply");
        assertThat(record.getSeverity().name()).isEqualTo("WARN");
        assertThat(record.getBodyValue().asString()).startsWith("551 to RCPT j***@old.example");
        assertThat(record.getSpanContext().getSpanId())
                .isEqualTo(exported.getFinishedSpanItems().get(0).getSpanId());
        assertThat(record.getAttributes().asMap())
                .containsEntry(AttributeKey.longKey("smtp.response.status_code"), 551L)
                .containsEntry(AttributeKey.stringKey("smtp.cause.id"), "mailbox-moved");
    }

    @Test
    void tellsTheTraceOfTheThread() {
        assertThat(new CurrentTrace().get()).isEqualTo(TraceIds.NONE);
        Span order = tracer.spanBuilder("order").startSpan();
        try (Scope scope = order.makeCurrent()) {
            assertThat(new CurrentTrace().get())
                    .isEqualTo(TraceIds.of(
                            order.getSpanContext().getTraceId(),
                            order.getSpanContext().getSpanId()));
        }
    }

    private static String string(EventData event, String key) {
        return event.getAttributes().get(AttributeKey.stringKey(key));
    }

    private static String string(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }
}
