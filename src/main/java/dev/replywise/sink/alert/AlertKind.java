package dev.replywise.sink.alert;

import java.util.Locale;

/** The conditions that are watched, each with the numbers of the Prometheus rules in {@code docs/alerts}. */
enum AlertKind {
    /** Far more permanent refusals than usual. */
    PERMANENT_SPIKE(15, 2, Count.PERMANENT, Count.PERMANENT),
    /** One cause is behind most refusals. */
    CAUSE_DOMINATES(15, 5, Count.REFUSALS, Count.REFUSALS),
    /** One server among several is behind most failures. */
    SERVER_DOMINATES(15, 5, Count.FAILURES, Count.FAILURES),
    /** Our address or domain is on a block list. */
    SENDER_BLOCKLISTED(15, 0, Count.BLOCKLIST, Count.BLOCKLIST),
    /** Logins fail at a server that accepts nothing. */
    AUTH_FAILING(15, 5, Count.LOGIN, Count.LOGIN),
    /** Certificates or handshakes fail. */
    TLS_FAILING(15, 2, Count.TLS, Count.TLS),
    /** Transient refusals last. */
    TRANSIENT_PILING_UP(15, 15, Count.TRANSIENT, Count.TRANSIENT),
    /** Attempts and no accepted message. */
    SILENCE(15, 5, Count.ATTEMPTS, Count.FAILURES),
    /** The same for services that send a few mails a day. */
    SILENCE_LONG(360, 60, Count.ATTEMPTS, Count.FAILURES),
    /** Messages that may or may not have been accepted. */
    UNKNOWN_OUTCOMES(360, 0, Count.UNKNOWN, Count.UNKNOWN);

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final int windowMinutes;
    private final int forMinutes;
    private final Count count;
    private final Count tops;

    AlertKind(int windowMinutes, int forMinutes, Count count, Count tops) {
        this.windowMinutes = windowMinutes;
        this.forMinutes = forMinutes;
        this.count = count;
        this.tops = tops;
    }

    /** The value of {@code smtp.alert.id}. */
    String id() {
        return id;
    }

    /** How far back it looks. */
    int windowMinutes() {
        return windowMinutes;
    }

    /** How long the condition must last before the alert begins. */
    int forMinutes() {
        return forMinutes;
    }

    /** How long the condition must be over before the alert ends; an accepted message ends a silence at once. */
    int holdMinutes() {
        return this == SILENCE || this == SILENCE_LONG || this == AUTH_FAILING ? 0 : 15;
    }

    /** What the alert counts. */
    Count count() {
        return count;
    }

    /** What its lists of causes and servers count. */
    Count tops() {
        return tops;
    }
}
