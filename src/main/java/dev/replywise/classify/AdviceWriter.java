package dev.replywise.classify;

import dev.replywise.catalog.AdviceVariant;
import dev.replywise.catalog.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the facts of a classification into the text of its advice. Immutable and thread-safe. */
public final class AdviceWriter {
    private final Messages messages;

    /** Writes in the language of these messages. */
    public AdviceWriter(Messages messages) {
        this.messages = messages;
    }

    /**
     * One to three sentences, the first an instruction. A text that needs a value which nobody has gives way to the one
     * of its cause that needs none.
     *
     * @param values what may be put in for the placeholders of the text, already masked as the user wants it; facts that
     *     are no addresses need not be among them
     */
    public String write(Classification classification, Map<String, String> values) {
        Map<String, String> known = new HashMap<>();
        for (Map.Entry<Fact, String> fact : classification.facts().entrySet()) {
            if (fact.getKey() != Fact.FORWARD_PATH) {
                known.put(fact.getKey().id(), fact.getValue());
            }
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (!value.getValue().isEmpty()) {
                known.put(value.getKey(), value.getValue());
            }
        }
        known.replaceAll(AdviceWriter::shown);
        known.putIfAbsent("server", messages.find("label.server").orElse("SMTP"));
        String text = template(classification.adviceId());
        if (!isComplete(text, known)) {
            List<AdviceVariant> variants = classification.cause().advice();
            text = template(variants.get(variants.size() - 1).id());
        }
        return Messages.fill(text, known);
    }

    /** A user's rule may give its own words in place of the name of a text. */
    private String template(String id) {
        Optional<String> text = messages.find("advice." + id);
        return text.orElse(id);
    }

    private static boolean isComplete(String text, Map<String, String> values) {
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = text.indexOf('}', open);
            if (close > 0 && !values.containsKey(text.substring(open + 1, close))) {
                return false;
            }
        }
        return true;
    }

    private static String shown(String name, String value) {
        switch (name) {
            case "retry_after":
                return Quantity.duration(value);
            case "size_limit":
            case "message_size":
                return Quantity.size(value);
            default:
                return value;
        }
    }
}
