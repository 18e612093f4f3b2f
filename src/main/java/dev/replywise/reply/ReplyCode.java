package dev.replywise.reply;

import com.google.auto.value.AutoValue;

/**
 * The three-digit reply code (RFC 5321 §4.2.1), or what stood in its place.
 *
 * <p>Immutable.
 */
@AutoValue
public abstract class ReplyCode {
    /** The value for "no reply came". */
    public static final ReplyCode NONE = new AutoValue_ReplyCode(0);

    /** 100 to 999 as sent by the server; 0 when there was none. */
    public abstract int value();

    /** The code of a number; {@link #NONE} for every number that is not of three digits. */
    public static ReplyCode of(int value) {
        return value >= 100 && value <= 999 ? new AutoValue_ReplyCode(value) : NONE;
    }

    /** Whether the server gave three digits at all. */
    public boolean isPresent() {
        return value() != 0;
    }

    /** Whether RFC 5321 §4.2 allows the code: first digit 2 to 5, second digit 0 to 5. */
    public boolean isStandard() {
        return replyClass() != ReplyClass.NONE && value() / 10 % 10 <= 5;
    }

    /** The class by the first digit. */
    public ReplyClass replyClass() {
        return ReplyClass.ofCode(value());
    }

    /** Three digits; empty for {@link #NONE}. */
    @Override
    public final String toString() {
        return isPresent() ? Integer.toString(value()) : "";
    }
}
