package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.reply.ReplyAnomaly;
import dev.replywise.reply.SmtpCommand;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFieldsTest {
    private final EventFields fields = new EventFields(EventFormat.DEFAULT);

    private static ReplyEvent moved() {
        return Samples.rcpt("john@old.example", "551 5.1.6 User not local; please try <jane@new.example>")
                .messageId("<1@sender.example>")
                .build();
    }

    private static Map<String, Object> map(EventRecord event) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (EventField field : event.fields()) {
            assertThat(map.put(field.key(), field.value())).isNull();
        }
        return map;
    }

    private static EventFields in(AddressMode mode) {
        return new EventFields(EventFormat.DEFAULT.toBuilder().addresses(mode).build());
    }

    @Test
    void aReplyAsAWhole() {
        EventRecord event = fields.record(moved());
        assertThat(event.level()).isEqualTo(EventLevel.WARN);
        assertThat(event.timestampMillis()).isEqualTo(Samples.TIME);
        assertThat(event.message())
                .startsWith("551 to RCPT j***@old.example from mx.old.example:25, permanent, mailbox-moved: ")
                .contains("j***@new.example")
                .endsWith(" (RFC 5321 §3.4)");
        Map<String, Object> map = map(event);
        Object advice = map.remove("smtp.advice.text");
        assertThat(String.valueOf(advice)).contains("j***@new.example").doesNotContain("{");
        Object url = map.remove("smtp.advice.url");
        assertThat(String.valueOf(url)).startsWith("https://");
        map.remove("smtp.cause.rule");
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("event.name", "smtp.client.reply");
        expected.put("event.outcome", "failure");
        expected.put("event.duration", 1_500_000L);
        expected.put("smtp.command", "RCPT");
        expected.put("smtp.response.status_code", 551L);
        expected.put("smtp.response.enhanced_status_code", "5.1.6");
        expected.put("smtp.response.class", "permanent");
        expected.put("smtp.response.text", "5.1.6 User not local; please try <j***@new.example>");
        expected.put("smtp.cause.id", "mailbox-moved");
        expected.put("smtp.cause.confidence", map.get("smtp.cause.confidence"));
        expected.put("smtp.advice.actor", map.get("smtp.advice.actor"));
        expected.put("smtp.retry.action", "other-address");
        expected.put("smtp.forward_path", "j***@new.example");
        expected.put("smtp.recipient.address", "j***@old.example");
        expected.put("smtp.recipient.domain", "old.example");
        expected.put("smtp.sender.domain", "sender.example");
        expected.put("email.message_id", "<1@sender.example>");
        expected.put("smtp.session.id", "s-1");
        expected.put("server.address", "mx.old.example");
        expected.put("server.port", 25L);
        expected.put("network.peer.address", "192.0.2.25");
        expected.put("tls.protocol.version", "1.3");
        expected.put("error.type", "551");
        assertThat(map).containsExactlyEntriesOf(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "FULL, jane@new.example, john@old.example, old.example",
                "DOMAIN, new.example, old.example, old.example",
                "NONE, -, -, -",
            })
    void addressesAsAsked(AddressMode mode, String forward, String recipient, String domain) {
        EventRecord event = in(mode).record(moved());
        assertThat(event.value("smtp.forward_path").orElse(null)).isEqualTo(forward);
        assertThat(event.value("smtp.recipient.address").orElse(null)).isEqualTo(recipient);
        assertThat(event.value("smtp.recipient.domain").orElse(null)).isEqualTo(domain);
        String shown = event.message() + event.fields();
        assertThat(shown.contains("jane@new.example")).isEqualTo(mode == AddressMode.FULL);
        assertThat(event.message()).doesNotContain("{");
    }

    @Test
    void hashesAreTheSameInAllPlaces() {
        EventRecord event = in(AddressMode.HASH).record(moved());
        String hash = event.value("smtp.forward_path").orElse("").toString();
        assertThat(hash).matches("[0-9a-f]{16}");
        assertThat(event.value("smtp.response.text").orElse("").toString()).contains("<" + hash + ">");
        assertThat(event.message()).contains(hash);
    }

    @Test
    void aPositiveReply() {
        EventRecord event = fields.record(Samples.reply(SmtpCommand.END_OF_DATA, "250 2.0.0 Ok: queued as 4ABC123")
                .build());
        assertThat(event.level()).isEqualTo(EventLevel.DEBUG);
        assertThat(event.message()).isEqualTo("250 to end of data from mx.old.example:25, positive, ok.");
        assertThat(event.value("event.outcome")).contains("success");
        assertThat(event.value("smtp.queue_id")).contains("4ABC123");
        assertThat(event.value("error.type")).isEmpty();
    }

    @Test
    void noChallengeAndNothingThatMayBeOne() {
        String secret = "VXNlcm5hbWU6c2VjcmV0";
        for (String raw : Arrays.asList("334 " + secret, secret, "334-" + secret + "\r\n535 " + secret)) {
            EventRecord event =
                    fields.record(Samples.reply(SmtpCommand.AUTH, raw).build());
            assertThat(event.message() + event.fields()).as(raw).doesNotContain(secret);
        }
        assertThat(fields.record(Samples.reply(SmtpCommand.AUTH, "535 5.7.8 bad credentials")
                                .build())
                        .value("smtp.response.text"))
                .contains("5.7.8 bad credentials");
    }

    @Test
    void hostileTextIsBoundedAndOnOneLine() {
        String hostile = "a\u001b[2Jb\u202ec\ud800 {} %s \" \\ ${jndi:x} \u2028 john.doe " + "x".repeat(60_000);
        EventRecord event = Samples.refused(hostile);
        String text = event.value("smtp.response.text").orElse("").toString();
        assertThat(text)
                .hasSize(1000)
                .startsWith("5.1.1 a\\x1b[2Jb\\u202ec\\ud800 {} %s \" \\ ${jndi:x} \\u2028 j*** xxx");
        assertThat(event.message()).doesNotContain("\n").hasSizeLessThanOrEqualTo(4000);
    }

    @Test
    void noAddressStraddlesTheCut() {
        String local = "averylonglocalpart";
        for (int fill = 960; fill < 1010; fill++) {
            String text = "x".repeat(fill) + " " + local + "@other.example";
            assertThat(Samples.refused(text)
                            .value("smtp.response.text")
                            .orElse("")
                            .toString())
                    .doesNotContain("avery");
        }
    }

    @Test
    void aLostReplyToTheBodyLeavesTheOutcomeOpen() {
        ConnectionEvent event = Samples.connection(SmtpCommand.END_OF_DATA, "connection-lost")
                .messageId("<1@sender.example>")
                .build();
        EventRecord shown = fields.record(event);
        assertThat(shown.value("event.outcome")).contains("unknown");
        assertThat(shown.level()).isEqualTo(EventLevel.ERROR);
        assertThat(shown.message())
                .startsWith("no reply to end of data from mx.old.example:25, none, connection-lost: ");
    }

    @Test
    void aFailedConnect() {
        EventRecord event = fields.record(Samples.connection(SmtpCommand.CONNECT, "connect-refused")
                .errorMessage("refused for john@host.example\n")
                .build());
        assertThat(event.message()).startsWith("no connection to mx.old.example:25, none, connect-refused: ");
        assertThat(event.value("event.name")).contains("smtp.client.connection");
        assertThat(event.value("event.outcome")).contains("failure");
        assertThat(event.value("smtp.response.class")).contains("none");
        assertThat(event.value("error.type")).contains("java.net.ConnectException");
        assertThat(event.value("error.message")).contains("refused for j***@host.example\\x0a");
    }

    @Test
    void messages() {
        EventRecord accepted = fields.record(Samples.message(MessageOutcome.ACCEPTED, Optional.empty())
                .accepted(3)
                .queueId("4ABC")
                .build());
        assertThat(accepted.message())
                .isEqualTo("message accepted by mx.old.example:25, accepted, 3 accepted, queued as 4ABC.");
        assertThat(accepted.level()).isEqualTo(EventLevel.DEBUG);
        EventRecord partial = fields.record(Samples.message(MessageOutcome.PARTIAL, Optional.of(moved()))
                .accepted(2)
                .permanentlyRefused(1)
                .errorType("551")
                .build());
        assertThat(partial.message())
                .startsWith("message accepted for some recipients only by mx.old.example:25, partial,"
                        + " 2 accepted, 1 permanent, mailbox-moved: ");
        assertThat(partial.level()).isEqualTo(EventLevel.WARN);
        assertThat(map(partial))
                .containsEntry("smtp.message.outcome", "partial")
                .containsEntry("smtp.message.recipients.accepted", 2L)
                .containsEntry("smtp.message.recipients.permanent", 1L)
                .containsEntry("smtp.message.recipients.transient", 0L)
                .containsEntry("smtp.message.recipients.unsent", 0L)
                .containsEntry("smtp.cause.id", "mailbox-moved");
        EventRecord unknown = fields.record(
                Samples.message(MessageOutcome.UNKNOWN, Optional.empty()).build());
        assertThat(unknown.value("event.outcome")).contains("unknown");
        assertThat(unknown.level()).isEqualTo(EventLevel.ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 250 2.1.5 Ok, DEBUG",
        "RCPT, 251 User not local; will forward to <a.b@new.example>, INFO",
        "RCPT, 252 Cannot VRFY user, INFO",
        "RCPT, 450 4.2.0 Greylisted, WARN",
        "RCPT, 550 5.1.1 No such user, WARN",
        "RCPT, 552 5.2.2 mailbox full, WARN",
        "AUTH, 535 5.7.8 authentication failed, ERROR",
        "MAIL, 530 5.7.0 Must issue a STARTTLS command first, ERROR",
    })
    void levels(SmtpCommand command, String raw, EventLevel level) {
        assertThat(fields.level(Samples.reply(command, raw).build())).isEqualTo(level);
        assertThat(fields.level(Samples.reply(command, raw).secondary(true).build()))
                .isEqualTo(level.reaches(EventLevel.INFO) ? level.lower() : level);
    }

    @Test
    void aGivenLevelOfPermanentHoldsForAll() {
        EventFields quiet = new EventFields(EventFormat.DEFAULT.toBuilder()
                .permanentLevel(Optional.of(EventLevel.INFO))
                .build());
        assertThat(quiet.level(Samples.reply(SmtpCommand.AUTH, "535 5.7.8 authentication failed")
                        .build()))
                .isEqualTo(EventLevel.INFO);
    }

    @Test
    void traceLabelsAnomaliesAndSecondary() {
        EventFields traced = new EventFields(EventFormat.DEFAULT, () -> TraceIds.of("t".repeat(32), "s".repeat(16)));
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("X-Campaign", "spring for jane@new.example");
        labels.put("a.b", "c");
        Map<String, Object> map = map(traced.record(Samples.reply(SmtpCommand.RSET, "250 Ok")
                .labels(labels)
                .secondary(true)
                .anomalies(EnumSet.of(ReplyAnomaly.DESYNCHRONISED, ReplyAnomaly.MALFORMED))
                .build()));
        assertThat(map)
                .containsEntry("trace.id", "t".repeat(32))
                .containsEntry("span.id", "s".repeat(16))
                .containsEntry("labels.X-Campaign", "spring for j***@new.example")
                .containsEntry("labels.a_b", "c")
                .containsEntry("smtp.secondary", true)
                .containsEntry("smtp.anomaly", "malformed,desynchronised");
    }

    @Test
    void whatOnlyFollowsAFailureSendsTheReaderBackToIt() {
        EventRecord lost = fields.record(Samples.connection(SmtpCommand.RSET, "connection-lost")
                .secondary(true)
                .build());
        EventRecord refused = fields.record(Samples.reply(SmtpCommand.DATA, "503 5.5.1 Error")
                .secondary(true)
                .build());

        for (EventRecord event : Arrays.asList(lost, refused)) {
            assertThat(map(event))
                    .hasEntrySatisfying(
                            "smtp.advice.text",
                            text -> assertThat(String.valueOf(text)).startsWith("Nothing to do here: "))
                    .containsEntry("smtp.advice.actor", "nobody-needed");
            assertThat(event.message()).contains(": nothing to do here: ").doesNotContain("idle");
        }
        assertThat(map(lost)).containsEntry("smtp.cause.id", "connection-lost");
    }

    @Test
    void aLostReplyToTheBodyIsNeverNothingToDo() {
        EventRecord event = fields.record(Samples.connection(SmtpCommand.END_OF_DATA, "connection-lost")
                .secondary(true)
                .build());

        assertThat(event.message()).contains("do not resend blindly");
    }

    @Test
    void noKeyIsTheBeginningOfAnother() {
        Map<String, String> labels = Collections.singletonMap("tenant", "t");
        List<EventRecord> records = Arrays.asList(
                fields.record(Samples.rcpt("a@b.example", "552 5.3.4 Message size exceeds fixed limit 1000")
                        .labels(labels)
                        .secondary(true)
                        .build()),
                fields.record(Samples.message(MessageOutcome.PARTIAL, Optional.of(moved()))
                        .errorType("551")
                        .labels(labels)
                        .build()),
                fields.record(Samples.connection(SmtpCommand.CONNECT, "host-unresolved")
                        .build()),
                fields.storm(
                        1, EventLevel.WARN, dev.replywise.reply.ReplyClass.PERMANENT, "550", "x", "mx.example", 7));
        List<String> keys = records.stream()
                .flatMap(event -> event.fields().stream())
                .map(EventField::key)
                .distinct()
                .collect(Collectors.toList());
        keys.addAll(Arrays.asList(
                "@timestamp", "log.level", "message", "log.logger", "process.thread.name", "ecs.version"));
        for (String key : keys) {
            assertThat(keys).noneMatch(other -> other.startsWith(key + "."));
        }
    }
}
