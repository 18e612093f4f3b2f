package dev.replywise.sink.alert;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Causes by what they are to alerts. */
final class Causes {
    static final String GREYLISTED = "greylisted";

    /** Refusals of one address, which show that the way to the server is open. */
    static final Set<String> ADDRESSES = set(
            "mailbox-unknown",
            "mailbox-full",
            "mailbox-disabled",
            "mailbox-moved",
            "mailbox-unavailable",
            "recipient-restricted",
            "recipient-rate-limited",
            "domain-unknown");

    static final Set<String> BLOCKLIST = set("ip-blocklisted", "domain-blocklisted", "sender-reputation");

    static final Set<String> LOGIN = set(
            "auth-required",
            "auth-failed",
            "auth-app-password",
            "auth-disabled",
            "auth-mechanism",
            "auth-temporary",
            "account-suspended");

    static final Set<String> TLS = set(
            "tls-required",
            "tls-failed",
            "tls-untrusted",
            "tls-expired",
            "tls-host-mismatch",
            "tls-protocol",
            "tls-plaintext",
            "starttls-stripped",
            "starttls-injection");

    private Causes() {}

    private static Set<String> set(String... causes) {
        return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(causes)));
    }
}
