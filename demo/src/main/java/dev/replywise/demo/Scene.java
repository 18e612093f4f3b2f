package dev.replywise.demo;

import java.util.List;
import java.util.Map;

/**
 * One mail of the demo: what the service sends, and what the server makes of it.
 *
 * @param name what is shown
 * @param recipients to whom the service sends
 * @param settings of the mail session, beyond those that all have
 * @param script what the server says; empty when nothing listens
 */
record Scene(String name, List<String> recipients, Map<String, String> settings, String script) {
    private static final Map<String, String> PLAIN = Map.of();
    private static final Map<String, String> LOGIN =
            Map.of("mail.smtp.auth", "true", "mail.smtp.auth.mechanisms", "PLAIN");

    /** In the order in which the service sends them; each is one connection. */
    static final List<Scene> ALL = List.of(
            to("accepted", PLAIN, ""),
            to("251 forwarded", PLAIN, "RCPT 251 2.1.5 User not local; will forward to <jane.roe@new.example>"),
            to("551 moved", PLAIN, "RCPT 551 5.1.6 User not local; please try <jane.roe@new.example>"),
            to("450 greylisted", PLAIN, "RCPT 450 4.2.0 Greylisted, please come back in 300 seconds"),
            new Scene(
                    "452 too many",
                    List.of("jane.roe@old.example", "john.doe@old.example"),
                    PLAIN,
                    "RCPT 250 2.1.5 Ok\nRCPT 452 4.5.3 Error: too many recipients"),
            to("421 busy", PLAIN, "MAIL 421 4.3.2 mx.example.org too busy, try again later >> drop"),
            to("535 login", LOGIN, "EHLO 250-mx.example.org | 250 AUTH PLAIN\nAUTH 535 5.7.8 authentication failed"),
            to(
                    "refused login",
                    LOGIN,
                    "EHLO 250-mx.example.org | 250 AUTH PLAIN\n"
                            + "AUTH 534 5.7.9 Application-specific password required. See https://help.example.org/apppw"),
            to("550 unknown", PLAIN, "RCPT 550 5.1.1 <jane.roe@old.example>: Recipient address rejected: User unknown"),
            to(
                    "550 DMARC",
                    PLAIN,
                    "END_OF_DATA 550-5.7.26 Unauthenticated email from shop.example is not accepted due to"
                            + " | 550 5.7.26 domain's DMARC policy."),
            to("552 too big", PLAIN, "END_OF_DATA 552 5.3.4 Message size exceeds fixed limit of 10240000 bytes"),
            to("554 spam", PLAIN, "END_OF_DATA 554 5.7.1 Message rejected as spam by content filtering"),
            to("lost final reply", PLAIN, "END_OF_DATA drop"),
            to("connection refused", PLAIN, ""),
            new Scene(
                    "partial send",
                    List.of("jane.roe@old.example", "john.doe@old.example"),
                    Map.of("mail.smtp.sendpartial", "true"),
                    "RCPT 250 2.1.5 Ok\nRCPT 550 5.2.1 Mailbox disabled, not accepting messages"),
            // The last one: a server that offers STARTTLS once and then no more is a finding of its own.
            to("STARTTLS", Map.of("mail.smtp.starttls.enable", "true"), "EHLO 250-mx.example.org | 250 STARTTLS"));

    private static Scene to(String name, Map<String, String> settings, String script) {
        return new Scene(name, List.of("jane.roe@old.example"), settings, script);
    }

    /** Whether nothing listens where the service sends this mail. */
    boolean isUnreachable() {
        return name.equals("connection refused");
    }

    /** Whether every single reply is to be seen in the log, the good ones too. */
    boolean isInDetail() {
        return name.equals("accepted") || name.equals("251 forwarded") || name.equals("STARTTLS");
    }
}
