package dev.replywise.classify;

import dev.replywise.reply.SmtpReply;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the facts of one reply, and makes of its text what looking for them takes, when it is first asked for. */
final class FactCollector {
    private final SmtpReply reply;
    private @Nullable String whole;
    private @Nullable Words words;
    private @Nullable Map<Fact, String> facts;

    FactCollector(SmtpReply reply) {
        this.reply = reply;
    }

    /** All of the text. */
    String whole() {
        String made = whole;
        if (made == null) {
            made = reply.text();
            whole = made;
        }
        return made;
    }

    /** The part of the text in which facts may stand. */
    String text() {
        return Words.bounded(whole());
    }

    Words words() {
        Words made = words;
        if (made == null) {
            made = new Words(whole());
            words = made;
        }
        return made;
    }

    /** Adds a fact, unless its value is empty. */
    void put(Fact fact, String value) {
        if (!value.isEmpty()) {
            if (facts == null) {
                facts = new EnumMap<>(Fact.class);
            }
            facts.put(fact, value);
        }
    }

    /** Adds a fact, unless its value is negative. */
    void put(Fact fact, long value) {
        if (value >= 0) {
            put(fact, Long.toString(value));
        }
    }

    /** A fact; empty when there is none. */
    String of(Fact fact) {
        String value = facts == null ? null : facts.get(fact);
        return value == null ? "" : value;
    }

    Map<Fact, String> get() {
        return facts == null ? Collections.<Fact, String>emptyMap() : facts;
    }
}
