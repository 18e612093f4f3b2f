package dev.replywise.event;

import java.util.Locale;

/** How much of a mail address is shown, by the values of the option {@code addresses}. */
public enum AddressMode {
    /** {@code j***@example.com}. */
    MASKED,
    /** {@code example.com}. */
    DOMAIN,
    /** 16 hexadecimal digits, the same for the same address and key. */
    HASH,
    /** The address. */
    FULL,
    /** Nothing. */
    NONE;

    /** The value of the option. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
