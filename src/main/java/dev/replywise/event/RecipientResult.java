package dev.replywise.event;

import com.google.auto.value.AutoValue;
import dev.replywise.reply.ReplyClass;

/** How many recipients of a message ended in one class and cause. Immutable. */
@AutoValue
public abstract class RecipientResult {
    /** Positive when RCPT and the body were accepted; none when no reply decided. */
    public abstract ReplyClass replyClass();

    /** The id of the deciding cause. */
    public abstract String causeId();

    /** How many, at least 1. */
    public abstract int count();

    /** A result. */
    public static RecipientResult of(ReplyClass replyClass, String causeId, int count) {
        return new AutoValue_RecipientResult(replyClass, causeId, count);
    }
}
