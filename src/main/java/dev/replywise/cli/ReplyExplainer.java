package dev.replywise.cli;

import dev.replywise.catalog.Messages;
import dev.replywise.classify.AdviceWriter;
import dev.replywise.classify.Classification;
import dev.replywise.classify.Fact;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.event.Addresses;
import dev.replywise.event.EventText;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpReply;
import java.util.HashMap;
import java.util.Map;

/** Parses and classifies a reply and writes its advice. Not thread-safe. */
final class ReplyExplainer {
    private static final int MAX_VALUE = 300;
    private static final int MAX_CACHED = 2000;

    private final ReplyClassifier classifier;
    private final Messages messages;
    private final AdviceWriter advice;
    private final Addresses addresses;
    /** Texts without placeholders by the ids of their advice; empty for those that have some. */
    private final Map<String, String> fixedAdvice = new HashMap<>();

    ReplyExplainer(ReplyClassifier classifier, Messages messages, Addresses addresses) {
        this.classifier = classifier;
        this.messages = messages;
        this.advice = new AdviceWriter(messages);
        this.addresses = addresses;
    }

    ExplainedReply explain(ObservedReply observed) {
        SmtpReply reply = observed.assumedCode() == 0
                ? ReplyParser.parse(observed.reply())
                : ReplyParser.parse(observed.assumedCode(), observed.reply());
        Classification classification = classifier.classify(reply, observed.context());
        return ExplainedReply.create(
                observed, reply, classification, adviceText(observed, reply, classification), addresses);
    }

    private String adviceText(ObservedReply observed, SmtpReply reply, Classification classification) {
        String id = classification.adviceId();
        String fixed = fixedAdvice.get(id);
        if (fixed == null) {
            fixed = messages.find("advice." + id).orElse("{");
            fixed = fixed.indexOf('{') < 0 ? fixed : "";
            if (fixedAdvice.size() < MAX_CACHED) {
                fixedAdvice.put(id, fixed);
            }
        }
        return fixed.isEmpty() ? advice.write(classification, values(observed, reply, classification)) : fixed;
    }

    private Map<String, String> values(ObservedReply observed, SmtpReply reply, Classification classification) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<Fact, String> fact : classification.facts().entrySet()) {
            boolean isAddress = fact.getKey() == Fact.FORWARD_PATH;
            put(values, fact.getKey().id(), isAddress ? address(fact.getValue()) : addresses.text(fact.getValue()));
        }
        put(values, "recipient", address(observed.recipient()));
        put(values, "recipient_domain", observed.context().recipientDomain());
        put(values, "sender_domain", observed.context().senderDomain());
        put(values, "helo", observed.context().heloName());
        put(values, "server", observed.context().server());
        put(values, "port", observed.port() > 0 ? Integer.toString(observed.port()) : "");
        int accepted = observed.context().recipientsAccepted();
        put(values, "accepted", accepted > 0 ? Integer.toString(accepted) : "");
        put(values, "code", reply.code().toString());
        return values;
    }

    /** A sentence needs a word where an address must not be shown. */
    private String address(String address) {
        String shown = addresses.address(address);
        return shown.isEmpty() && !address.isEmpty() ? "***" : shown;
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, EventText.visible(value, MAX_VALUE));
        }
    }
}
