package dev.replywise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.auto.value.AutoValue;
import dev.replywise.catalog.RetryAction;
import dev.replywise.classify.Classification;
import dev.replywise.classify.Confidence;
import dev.replywise.classify.Fact;
import dev.replywise.event.Addresses;
import dev.replywise.event.EventText;
import dev.replywise.reply.ReplyAnomaly;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.io.IOException;
import java.util.Map;

/** A reply with what it means, and its fields by the names that log events have. Immutable. */
@AutoValue
abstract class ExplainedReply {
    private static final int MAX_VALUE = 2000;

    abstract ObservedReply observed();

    abstract SmtpReply parsed();

    abstract Classification classification();

    abstract String adviceText();

    abstract Addresses addresses();

    static ExplainedReply create(
            ObservedReply observed,
            SmtpReply parsed,
            Classification classification,
            String adviceText,
            Addresses addresses) {
        return new AutoValue_ExplainedReply(observed, parsed, classification, adviceText, addresses);
    }

    /** The fields, into an object that has been begun. */
    void writeFields(JsonGenerator generator) throws IOException {
        ObservedReply observed = observed();
        Classification classification = classification();
        generator.writeFieldName("reply");
        Json.value(generator, addresses().text(observed.reply(), observed.recipient()));
        if (!observed.error().isEmpty()) {
            writeError(generator);
            return;
        }
        SmtpCommand command = observed.context().command();
        if (command != SmtpCommand.OTHER) {
            generator.writeStringField("smtp.command", command.name());
        }
        if (parsed().code().isPresent() && observed.assumedCode() == 0) {
            generator.writeNumberField(
                    "smtp.response.status_code", parsed().code().value());
        }
        Json.field(
                generator,
                "smtp.response.enhanced_status_code",
                parsed().enhancedStatusCode().toString());
        generator.writeStringField(
                "smtp.response.class", classification.replyClass().id());
        generator.writeStringField("smtp.cause.id", classification.cause().id());
        generator.writeStringField(
                "smtp.cause.confidence", classification.confidence().id());
        Json.field(generator, "smtp.cause.rule", classification.rule());
        Json.field(generator, "smtp.advice.text", adviceText());
        generator.writeStringField("smtp.advice.actor", classification.actor().id());
        Json.field(generator, "smtp.advice.url", classification.url());
        generator.writeStringField("smtp.retry.action", classification.retry().id());
        if (classification.retryAfterSeconds() >= 0) {
            generator.writeNumberField("smtp.retry.after", classification.retryAfterSeconds());
        }
        if (!classification.facts().isEmpty()) {
            writeFacts(generator);
        }
        writeSession(generator);
        if (!parsed().anomalies().isEmpty()) {
            generator.writeStringField("smtp.anomaly", anomalies());
        }
    }

    /** Input that could not be read is no reply that a server gave: nothing is said about a server. */
    private void writeError(JsonGenerator generator) throws IOException {
        Json.field(generator, "error", observed().error());
        generator.writeStringField("smtp.response.class", ReplyClass.NONE.id());
        generator.writeStringField("smtp.cause.id", "undetermined");
        generator.writeStringField("smtp.cause.confidence", Confidence.LOW.id());
        generator.writeStringField("smtp.retry.action", RetryAction.UNKNOWN.id());
    }

    private void writeFacts(JsonGenerator generator) throws IOException {
        for (Map.Entry<Fact, String> fact : classification().facts().entrySet()) {
            String value = fact.getValue();
            switch (fact.getKey()) {
                case RETRY_AFTER:
                    break;
                case FORWARD_PATH:
                    field(generator, "smtp.forward_path", addresses().address(value));
                    break;
                case QUEUE_ID:
                    field(generator, "smtp.queue_id", value);
                    break;
                case SIZE_LIMIT:
                case MESSAGE_SIZE:
                case RECIPIENT_LIMIT:
                case CONNECTION_LIMIT:
                    writeNumber(generator, "smtp.fact." + fact.getKey().id(), value);
                    break;
                default:
                    field(
                            generator,
                            "smtp.fact." + fact.getKey().id(),
                            addresses().text(value, observed().recipient()));
            }
        }
    }

    private void writeSession(JsonGenerator generator) throws IOException {
        ObservedReply observed = observed();
        if (!observed.recipient().isEmpty()) {
            field(generator, "smtp.recipient.address", addresses().address(observed.recipient()));
            field(generator, "smtp.recipient.domain", addresses().domain(observed.recipient()));
        }
        field(generator, "smtp.sender.domain", observed.context().senderDomain());
        field(generator, "server.address", observed.context().server());
        if (observed.port() > 0) {
            generator.writeNumberField("server.port", observed.port());
        }
        field(generator, "network.peer.address", observed.peerAddress());
    }

    private static void field(JsonGenerator generator, String key, String value) throws IOException {
        Json.field(generator, key, EventText.visible(value, MAX_VALUE));
    }

    private static void writeNumber(JsonGenerator generator, String key, String digits) throws IOException {
        try {
            generator.writeNumberField(key, Long.parseLong(digits));
        } catch (NumberFormatException tooLong) {
            // A number that fits nothing limits nothing.
            return;
        }
    }

    private String anomalies() {
        StringBuilder ids = new StringBuilder();
        for (ReplyAnomaly anomaly : parsed().anomalies()) {
            ids.append(ids.length() == 0 ? "" : ",").append(anomaly.id());
        }
        return ids.toString();
    }
}
