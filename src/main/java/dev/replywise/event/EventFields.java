package dev.replywise.event;

import dev.replywise.catalog.Actor;
import dev.replywise.catalog.Messages;
import dev.replywise.classify.AdviceWriter;
import dev.replywise.classify.Classification;
import dev.replywise.classify.Fact;
import dev.replywise.reply.ReplyAnomaly;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Makes the flat record of an event that all log-like sinks show: the fields of the reference, the level and the
 * sentence, with addresses masked and the server's words made safe. Immutable and thread-safe.
 */
public final class EventFields {
    /** Characters of {@code smtp.response.text}. */
    static final int MAX_RESPONSE = 1000;

    private static final int CHALLENGE = 334;

    private final EventLevels levels;
    private final EventSentences sentences;
    private final Addresses addresses;
    private final BiFunction<Classification, Map<String, String>, String> advice;
    private final Messages messages;
    private final Supplier<TraceIds> trace;

    /** Shows events in a format, without trace ids. */
    public EventFields(EventFormat format) {
        this(format, adviceIn(format.locale()), () -> TraceIds.NONE);
    }

    /**
     * Shows events in a format.
     *
     * @param trace asked on the sending thread for the trace that the mail is sent in
     */
    public EventFields(EventFormat format, Supplier<TraceIds> trace) {
        this(format, adviceIn(format.locale()), trace);
    }

    EventFields(
            EventFormat format,
            BiFunction<Classification, Map<String, String>, String> advice,
            Supplier<TraceIds> trace) {
        this.levels = new EventLevels(format);
        this.sentences = new EventSentences(format.locale());
        this.addresses = Addresses.of(format.addresses(), format.addressesKey());
        this.advice = advice;
        this.messages = Messages.of(format.locale());
        this.trace = trace;
    }

    private static BiFunction<Classification, Map<String, String>, String> adviceIn(String language) {
        return new AdviceWriter(Messages.of(language))::write;
    }

    /** The level of a reply's event; cheap, to be asked before the record is built. */
    public EventLevel level(ReplyEvent event) {
        return levels.of(event);
    }

    /** The level of a message's event. */
    public EventLevel level(MessageEvent event) {
        return levels.of(event);
    }

    /** The level of a connection's event. */
    public EventLevel level(ConnectionEvent event) {
        return levels.of(event);
    }

    /** The record of a reply. */
    public EventRecord record(ReplyEvent event) {
        Classification classification = event.classification();
        boolean followsOnly = event.secondary() && hasNoAdviceOfItsOwn(classification.replyClass(), event.command());
        String adviceText = followsOnly
                ? secondaryAdvice()
                : advice(classification, event.session(), event.recipient(), event.sender());
        EventRecord.Builder fields = EventRecord.builder("smtp.client.reply")
                .put("event.outcome", outcome(classification.replyClass(), event.command()))
                .putKnown("event.duration", event.durationNanos())
                .put("smtp.command", event.command().name());
        if (event.reply().code().isPresent()) {
            fields.put("smtp.response.status_code", event.reply().code().value());
        }
        fields.put(
                        "smtp.response.enhanced_status_code",
                        event.reply().enhancedStatusCode().toString())
                .put("smtp.response.class", classification.replyClass().id())
                .put("smtp.response.text", responseText(event), MAX_RESPONSE);
        Actor actor = followsOnly ? Actor.NOBODY_NEEDED : classification.actor();
        putMeaning(fields, classification, adviceText, actor, event.recipient(), event.sender());
        fields.put("smtp.recipient.address", addresses.address(event.recipient()))
                .put("smtp.recipient.domain", addresses.domain(event.recipient()))
                .put("smtp.sender.domain", addresses.domain(event.sender()))
                .put("email.message_id", event.messageId())
                .put("smtp.queue_id", classification.fact(Fact.QUEUE_ID));
        if (event.secondary()) {
            fields.put("smtp.secondary", true);
        }
        fields.put("smtp.anomaly", anomalies(event));
        putSession(fields, event.session());
        if (classification.replyClass() != ReplyClass.POSITIVE) {
            String code = event.reply().code().toString();
            fields.put("error.type", code.isEmpty() ? "_OTHER" : code);
        }
        putTraceAndLabels(fields, event);
        return fields.build(
                event.timestampMillis(),
                levels.of(event),
                sentences.of(event, addresses.address(event.recipient()), adviceText));
    }

    /** The record of a message's outcome. */
    public EventRecord record(MessageEvent event) {
        EventRecord.Builder fields = EventRecord.builder("smtp.client.message")
                .put("event.outcome", outcome(event.outcome()))
                .putKnown("event.duration", event.durationNanos());
        String adviceText = "";
        if (event.deciding().isPresent()) {
            Classification deciding = event.deciding().get();
            adviceText = advice(deciding, event.session(), "", event.sender());
            fields.put("smtp.response.class", deciding.replyClass().id());
            putMeaning(fields, deciding, adviceText, deciding.actor(), event.sender());
        }
        fields.put("smtp.message.outcome", event.outcome().id())
                .put("smtp.message.recipients.accepted", event.accepted())
                .put("smtp.message.recipients.transient", event.transientlyRefused())
                .put("smtp.message.recipients.permanent", event.permanentlyRefused())
                .put("smtp.message.recipients.unsent", event.unsent())
                .put("smtp.sender.domain", addresses.domain(event.sender()))
                .put("email.message_id", event.messageId())
                .put("smtp.queue_id", event.queueId());
        putSession(fields, event.session());
        fields.put("error.type", event.errorType());
        putTraceAndLabels(fields, event);
        return fields.build(event.timestampMillis(), levels.of(event), sentences.of(event, adviceText));
    }

    /** The record of a connection's event. */
    public EventRecord record(ConnectionEvent event) {
        Classification classification = event.classification();
        boolean followsOnly = event.secondary() && hasNoAdviceOfItsOwn(classification.replyClass(), event.command());
        String adviceText =
                followsOnly ? secondaryAdvice() : advice(classification, event.session(), "", event.sender());
        EventRecord.Builder fields = EventRecord.builder("smtp.client.connection")
                .put("event.outcome", event.connected() ? "success" : outcome(ReplyClass.NONE, event.command()))
                .putKnown("event.duration", event.durationNanos())
                .put("smtp.command", event.command().name())
                .put("smtp.response.class", classification.replyClass().id());
        Actor actor = followsOnly ? Actor.NOBODY_NEEDED : classification.actor();
        putMeaning(fields, classification, adviceText, actor, event.sender());
        fields.put("smtp.sender.domain", addresses.domain(event.sender())).put("email.message_id", event.messageId());
        if (event.secondary()) {
            fields.put("smtp.secondary", true);
        }
        putSession(fields, event.session());
        fields.put("error.type", event.errorType())
                .put("error.message", addresses.text(event.errorMessage(), event.sender()), MAX_RESPONSE);
        putTraceAndLabels(fields, event);
        return fields.build(event.timestampMillis(), levels.of(event), sentences.of(event, adviceText));
    }

    /**
     * The record that tells how many equal events were held back.
     *
     * @param code the reply code or the message's outcome; empty for none
     * @param server as {@code server.address}; may be empty
     */
    public EventRecord storm(
            long timestampMillis,
            EventLevel level,
            ReplyClass replyClass,
            String code,
            String causeId,
            String server,
            long held) {
        EventRecord.Builder fields = EventRecord.builder("smtp.client.storm");
        fields.putKnown("smtp.response.status_code", number(code))
                .put("smtp.response.class", replyClass.id())
                .put("smtp.cause.id", causeId)
                .put("smtp.storm.held", held)
                .put("server.address", server);
        return fields.build(timestampMillis, level, EventSentences.ofStorm(server, code, causeId, held));
    }

    private void putMeaning(
            EventRecord.Builder fields,
            Classification classification,
            String adviceText,
            Actor actor,
            String... known) {
        fields.put("smtp.cause.id", classification.cause().id())
                .put("smtp.cause.confidence", classification.confidence().id())
                .put("smtp.cause.rule", classification.rule())
                .put("smtp.advice.text", adviceText)
                .put("smtp.advice.actor", actor.id())
                .put("smtp.advice.url", classification.url())
                .put("smtp.retry.action", classification.retry().id())
                .putKnown("smtp.retry.after", classification.retryAfterSeconds())
                .put("smtp.forward_path", addresses.address(classification.fact(Fact.FORWARD_PATH)));
        for (Map.Entry<Fact, String> fact : classification.facts().entrySet()) {
            switch (fact.getKey()) {
                case FORWARD_PATH:
                case RETRY_AFTER:
                case QUEUE_ID:
                    break;
                case SIZE_LIMIT:
                case MESSAGE_SIZE:
                case RECIPIENT_LIMIT:
                case CONNECTION_LIMIT:
                    fields.putKnown("smtp.fact." + fact.getKey().id(), number(fact.getValue()));
                    break;
                default:
                    fields.put("smtp.fact." + fact.getKey().id(), addresses.text(fact.getValue(), known));
            }
        }
    }

    /**
     * Whether the cause of what follows a failure would mislead: a connection that is lost after a 421 was not idle. A
     * reply to QUIT, and a lost reply to the body, mean the same wherever they come.
     */
    private static boolean hasNoAdviceOfItsOwn(ReplyClass replyClass, SmtpCommand command) {
        return replyClass != ReplyClass.POSITIVE
                && command != SmtpCommand.QUIT
                && command != SmtpCommand.END_OF_DATA
                && command != SmtpCommand.BDAT;
    }

    private static void putSession(EventRecord.Builder fields, SessionInfo session) {
        fields.put("smtp.session.id", session.id()).put("server.address", session.serverAddress());
        if (session.serverPort() > 0) {
            fields.put("server.port", session.serverPort());
        }
        fields.put("network.peer.address", session.peerAddress())
                .put("tls.protocol.version", session.tlsProtocolVersion());
    }

    private void putTraceAndLabels(EventRecord.Builder fields, SmtpEvent event) {
        TraceIds ids = trace.get();
        fields.put("trace.id", ids.traceId()).put("span.id", ids.spanId());
        for (Map.Entry<String, String> label : event.labels().entrySet()) {
            // A dot would make one label the beginning of another, which stores that nest keys refuse.
            String name = EventText.visible(label.getKey(), 100).replace('.', '_');
            fields.put("labels." + name, addresses.text(label.getValue()), MAX_RESPONSE);
        }
    }

    private String responseText(ReplyEvent event) {
        SmtpReply reply = event.reply();
        boolean mayBeChallenge = reply.code().value() == CHALLENGE
                || (event.command() == SmtpCommand.AUTH
                        && (event.anomalies().contains(ReplyAnomaly.MALFORMED)
                                || event.anomalies().contains(ReplyAnomaly.MIXED_CODES)
                                || reply.anomalies().contains(ReplyAnomaly.MALFORMED)
                                || reply.anomalies().contains(ReplyAnomaly.MIXED_CODES)));
        return mayBeChallenge
                ? ""
                : addresses.text(
                        reply.text(),
                        event.recipient(),
                        event.sender(),
                        event.classification().fact(Fact.FORWARD_PATH));
    }

    private String secondaryAdvice() {
        return messages.find("advice.secondary").orElse("");
    }

    private String advice(Classification classification, SessionInfo session, String recipient, String sender) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<Fact, String> fact : classification.facts().entrySet()) {
            values.put(fact.getKey().id(), shown(addresses.text(fact.getValue(), recipient, sender)));
        }
        String forwardPath = classification.fact(Fact.FORWARD_PATH);
        if (!forwardPath.isEmpty()) {
            values.put(Fact.FORWARD_PATH.id(), addressInText(forwardPath));
        }
        putKnown(values, "recipient", recipient.isEmpty() ? "" : addressInText(recipient));
        putKnown(values, "recipient_domain", addresses.domain(recipient));
        putKnown(values, "sender_domain", addresses.domain(sender));
        putKnown(values, "server", session.serverAddress());
        putKnown(values, "port", session.serverPort() > 0 ? Integer.toString(session.serverPort()) : "");
        return advice.apply(classification, values);
    }

    /** A sentence needs a word where the address must not be shown. */
    private String addressInText(String address) {
        String shown = addresses.address(address);
        return shown.isEmpty() ? "***" : shown(shown);
    }

    private static void putKnown(Map<String, String> values, String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, shown(value));
        }
    }

    private static String shown(String value) {
        return EventText.visible(value, 300);
    }

    private static String anomalies(ReplyEvent event) {
        StringBuilder ids = new StringBuilder();
        for (ReplyAnomaly anomaly : ReplyAnomaly.values()) {
            if (event.anomalies().contains(anomaly) || event.reply().anomalies().contains(anomaly)) {
                ids.append(ids.length() == 0 ? "" : ",").append(anomaly.id());
            }
        }
        return ids.toString();
    }

    /** A lost reply to the body leaves open whether the message was accepted. */
    private static String outcome(ReplyClass replyClass, SmtpCommand command) {
        if (replyClass == ReplyClass.POSITIVE) {
            return "success";
        }
        boolean open =
                replyClass == ReplyClass.NONE && (command == SmtpCommand.END_OF_DATA || command == SmtpCommand.BDAT);
        return open ? "unknown" : "failure";
    }

    private static String outcome(MessageOutcome outcome) {
        switch (outcome) {
            case ACCEPTED:
                return "success";
            case UNKNOWN:
                return "unknown";
            default:
                return "failure";
        }
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
