package dev.replywise.sink.alert;

/** What is counted for each server and cause. */
enum Count {
    /** Messages, and what ended before there could be one: failed connects, refused greetings and logins. */
    ATTEMPTS,
    /** Attempts that failed for more than the address of a recipient. */
    BEYOND_ADDRESSES,
    /** Recipient addresses that were refused, each once a window. */
    ADDRESSES,
    /** Messages accepted for all recipients or some. */
    ACCEPTED,
    MESSAGES,
    /** Messages whose final reply was lost. */
    UNKNOWN,
    /** Refusals, and connections that failed or broke. */
    FAILURES,
    /** Replies that refused something. */
    REFUSALS,
    PERMANENT,
    /** Transient refusals without greylisting, the ordinary welcome of a new sender. */
    TRANSIENT,
    LOGIN,
    TLS,
    BLOCKLIST
}
