package dev.replywise.sink.alert;

import static dev.replywise.reply.SmtpCommand.AUTH;
import static dev.replywise.reply.SmtpCommand.CONNECT;
import static dev.replywise.reply.SmtpCommand.END_OF_DATA;
import static dev.replywise.reply.SmtpCommand.MAIL;
import static dev.replywise.reply.SmtpCommand.RCPT;
import static dev.replywise.reply.SmtpCommand.STARTTLS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.Messages;
import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** When each alert begins and ends, and when it does not. */
class AlertWatchTest {
    private static final String LISTED =
            "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example";
    private static final String UNKNOWN_USER = "550 5.1.1 No such user";
    private static final String BAD_LOGIN = "535 5.7.8 Authentication failed";
    private static final String BUSY = "451 4.3.2 Try again later";

    private final Mail mail = new Mail();

    @Test
    void aBlockListAlertBeginsAtOnceAndEndsWhenRefusalsAreGone() {
        mail.refused(2, CONNECT, LISTED).look();
        assertThat(mail.events).isEmpty();

        mail.refused(1, CONNECT, LISTED).look().look();
        assertThat(mail.alerts()).containsExactly("sender-blocklisted begin");
        EventRecord begin = mail.last();
        assertThat(begin.level()).isEqualTo(EventLevel.ERROR);
        assertThat(begin.value("event.outcome")).contains("failure");
        assertThat(begin.value("smtp.alert.count")).contains(3L);
        assertThat(begin.value("smtp.alert.attempts")).contains(3L);
        assertThat(begin.value("smtp.alert.accepted")).contains(0L);
        assertThat(begin.value("smtp.alert.window")).contains(900L);
        assertThat(begin.value("smtp.alert.causes")).contains("ip-blocklisted (3)");
        assertThat(begin.value("smtp.alert.servers")).contains("mx.example.com (3)");
        assertThat(begin.value("smtp.cause.id")).contains("ip-blocklisted");
        assertThat(begin.value("smtp.advice.url")).isPresent();
        assertThat(begin.message())
                .startsWith("alert sender-blocklisted: Servers refuse our sending address or domain: 3 refusals in 15"
                        + " minutes. Causes: ip-blocklisted (3). Servers: mx.example.com (3). Look up why")
                .contains("(https://");

        mail.accepted(5).minutes(29);
        assertThat(mail.alerts()).hasSize(1);
        mail.minutes(2);
        assertThat(mail.alerts()).containsExactly("sender-blocklisted begin", "sender-blocklisted end");
        EventRecord end = mail.last();
        assertThat(end.level()).isEqualTo(EventLevel.INFO);
        assertThat(end.value("event.outcome")).contains("success");
        assertThat(end.value("event.duration")).contains(mailMinutes(30));
        assertThat(end.message())
                .isEqualTo("alert sender-blocklisted: Over after 30 min: our sending address or domain refused. In the"
                        + " last 15 minutes: attempts 0, messages accepted 0.");
    }

    private static long mailMinutes(int minutes) {
        return minutes * 60_000_000_000L;
    }

    @Test
    void aFewListedAmongManyAcceptedAreNoAlert() {
        mail.accepted(100).refused(3, END_OF_DATA, LISTED).minutes(5);

        assertThat(mail.events).isEmpty();
    }

    @Test
    void oneDeadAddressPagesNobodyHoweverOftenItIsTried() {
        for (int i = 0; i < 300; i++) {
            mail.refused("john.doe@old.example", RCPT, UNKNOWN_USER).sleep(20).look();
        }
        assertThat(mail.events).isEmpty();
    }

    @Test
    void aFewDeadAddressesAmongAFewMailsPageNobody() {
        for (int hour = 0; hour < 48; hour++) {
            mail.accepted(2).refused(1, RCPT, UNKNOWN_USER).minutes(60);
        }
        assertThat(mail.events).isEmpty();
    }

    @Test
    void aSpikeOfPermanentReplies() {
        mail.accepted(50).refused(20, RCPT, UNKNOWN_USER).minutes(1);
        assertThat(mail.events).isEmpty();
        mail.minutes(2);

        assertThat(mail.alerts()).containsExactly("permanent-spike begin");
        assertThat(mail.last().value("smtp.alert.baseline")).contains(0L);
        assertThat(mail.last().message()).contains("20 permanent refusals (5yz) in 15 minutes, where 0 are usual.");
    }

    @Test
    void whatIsUsualIsNoSpike() {
        for (int i = 0; i < 40; i++) {
            mail.accepted(i < 4 ? 400 : 50)
                    .refused(i < 4 ? 1 : 10, RCPT, UNKNOWN_USER)
                    .minutes(i < 4 ? 15 : 10);
        }
        // It came slowly: at first more than three times the mean of the hours before, then not.
        assertThat(mail.alerts())
                .doesNotContain("cause-dominates begin")
                .filteredOn("permanent-spike begin"::equals)
                .hasSizeLessThan(2);

        Mail steady = new Mail();
        for (int i = 0; i < 70; i++) {
            steady.accepted(30).refused(1, RCPT, UNKNOWN_USER).minutes(1);
        }
        for (int i = 0; i < 100; i++) {
            steady.accepted(30).refused(i % 3 == 0 ? 3 : 1, RCPT, UNKNOWN_USER).minutes(1);
        }
        assertThat(steady.events).isEmpty();
    }

    @Test
    void theSameHourOfYesterdayIsUsual() {
        mail.accepted(1).minutes(60);
        for (int day = 0; day < 3; day++) {
            mail.refused(40, RCPT, UNKNOWN_USER).accepted(400).minutes(10);
            assertThat(mail.alerts())
                    .filteredOn("permanent-spike begin"::equals)
                    .hasSize(1);
            mail.minutes(24 * 60 - 10);
        }
        assertThat(mail.alerts()).containsExactly("permanent-spike begin", "permanent-spike end");
    }

    @Test
    void anIncidentDoesNotBecomeItsOwnBaseLine() {
        mail.accepted(10).minutes(120);
        for (int i = 0; i < 240; i++) {
            mail.refused(5, END_OF_DATA, "550 5.7.1 Message refused by policy")
                    .accepted(1)
                    .minutes(1);
        }
        assertThat(mail.alerts()).contains("permanent-spike begin").doesNotContain("permanent-spike end");
    }

    @Test
    void oneCauseDominates() {
        mail.refused(20, END_OF_DATA, "554 5.7.1 Spam message rejected")
                .accepted(100)
                .minutes(6);

        assertThat(mail.alerts()).containsExactlyInAnyOrder("permanent-spike begin", "cause-dominates begin");
        EventRecord begin = mail.events.stream()
                .filter(event -> event.value("smtp.alert.id").orElse("").equals("cause-dominates"))
                .findFirst()
                .orElseThrow();
        assertThat(begin.value("smtp.cause.id")).contains("spam-content");
        assertThat(begin.value("smtp.alert.servers")).contains("mx.example.com (20)");
    }

    @Test
    void oneServerDominatesAmongSeveral() {
        mail.at("good.example").accepted(100);
        mail.at("bad.example").notConnected(25, CONNECT, "connect-refused").minutes(6);

        assertThat(mail.alerts()).containsExactly("server-dominates begin");
        assertThat(mail.last().value("server.address")).contains("bad.example");
        assertThat(mail.last().value("smtp.alert.causes")).contains("connect-refused (25)");
    }

    @Test
    void theOnlyServerDominatesNobody() {
        mail.accepted(10).notConnected(25, CONNECT, "connect-refused").minutes(10);

        assertThat(mail.events).isEmpty();
    }

    @Test
    void failingLoginsUntilOneWorks() {
        mail.refused(4, AUTH, BAD_LOGIN).minutes(4);
        assertThat(mail.events).isEmpty();
        mail.minutes(2);
        assertThat(mail.alerts()).containsExactly("auth-failing begin");
        assertThat(mail.last().value("server.address")).contains("mx.example.com");
        assertThat(mail.last().message()).contains("Logins at mx.example.com fail and nothing is sent: 4 refused");

        // Whoever stops trying has not mended anything.
        mail.minutes(50);
        assertThat(mail.alerts()).hasSize(1);
        mail.accepted(1).look();
        assertThat(mail.alerts()).containsExactly("auth-failing begin", "auth-failing end");
    }

    @Test
    void aFailingLoginBesideAWorkingOneIsNoAlert() {
        for (int i = 0; i < 10; i++) {
            mail.refused(1, AUTH, BAD_LOGIN).accepted(1).minutes(1);
        }
        assertThat(mail.alerts()).doesNotContain("auth-failing begin");
    }

    @Test
    void certificatesAndHandshakes() {
        mail.notConnected(3, STARTTLS, "tls-expired").minutes(3);

        assertThat(mail.alerts()).containsExactly("tls-failing begin");
        assertThat(mail.last().value("smtp.alert.causes")).contains("tls-expired (3)");
    }

    @Test
    void transientRefusalsThatLast() {
        for (int i = 0; i < 20; i++) {
            mail.refused(4, MAIL, BUSY).accepted(2).minutes(1);
        }
        assertThat(mail.alerts()).contains("transient-piling-up begin");
    }

    @Test
    void greylistingIsTheOrdinaryWelcome() {
        for (int i = 0; i < 40; i++) {
            mail.refused(4, RCPT, "450 4.2.0 Greylisted, try again in 300 seconds")
                    .accepted(4)
                    .minutes(1);
        }
        assertThat(mail.events).isEmpty();
    }

    @Test
    void silenceUntilAMessageIsAccepted() {
        mail.notConnected(5, CONNECT, "connect-refused").minutes(4);
        assertThat(mail.events).isEmpty();
        mail.minutes(2);
        assertThat(mail.alerts()).containsExactly("silence begin");
        assertThat(mail.last().message())
                .contains("5 attempts to send in 15 minutes, and no message accepted. Causes: connect-refused (5).");

        mail.minutes(90);
        assertThat(mail.alerts()).as("still nothing accepted").hasSize(1);
        mail.accepted(1).look();
        assertThat(mail.alerts()).containsExactly("silence begin", "silence end");
    }

    @Test
    void silenceIsOverWhenNobodyTriesForHours() {
        mail.notConnected(5, CONNECT, "connect-refused").minutes(6).minutes(7 * 60);

        assertThat(mail.alerts()).containsExactly("silence begin", "silence end");
    }

    @Test
    void silenceOfAServiceThatSendsLittle() {
        for (int hour = 0; hour < 4; hour++) {
            mail.notConnected(1, CONNECT, "connect-timeout").minutes(60);
        }
        assertThat(mail.alerts()).containsExactly("silence-long begin");
        assertThat(mail.last().value("smtp.alert.window")).contains(21_600L);
    }

    @Test
    void nobodySendsAndNothingIsSaid() {
        mail.accepted(5).minutes(10 * 60);

        assertThat(mail.events).isEmpty();
    }

    @Test
    void unknownOutcomes() {
        mail.accepted(20).unknown(2).look();
        assertThat(mail.events).isEmpty();
        mail.minutes(60).unknown(1).look();

        assertThat(mail.alerts()).containsExactly("unknown-outcomes begin");
        assertThat(mail.last().value("smtp.alert.causes")).contains("read-timeout (3)");
    }

    @Test
    void anAlertDoesNotComeAndGo() {
        mail.accepted(1000).minutes(1);
        for (int hour = 0; hour < 6; hour++) {
            mail.refused(3, CONNECT, LISTED).accepted(2).minutes(12);
        }
        assertThat(mail.alerts())
                .filteredOn(line -> line.startsWith("sender-blocklisted"))
                .hasSize(1);
    }

    @Test
    void whatALoggingFrameworkMailsIsNotWatched() {
        mail.by("logback").refused(50, AUTH, BAD_LOGIN).minutes(30);

        assertThat(mail.events).isEmpty();
        assertThat(mail.started).isZero();
    }

    @Test
    void theFirstAttemptStartsIt() {
        assertThat(mail.started).isZero();
        mail.accepted(2).refused(1, AUTH, BAD_LOGIN);

        assertThat(mail.started).isOne();
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i < 10_000; i++) {
            mail.at("mx" + i + ".example").refused(1, RCPT, UNKNOWN_USER).refused(1, AUTH, BAD_LOGIN);
            if (i % 100 == 0) {
                mail.minutes(1);
            }
        }
        // 15 minutes and 25 quarters of an hour, and in each a place for the rest with every cause.
        assertThat(mail.watch.size()).isLessThan(15 * (256 + 10) + 25 * (64 + 10) + 200);
    }

    @Test
    void everyKindHasItsTextsAndNoTextIsUnused() {
        Set<String> needed = new TreeSet<>(Set.of("alert.end", "alert.causes", "alert.servers"));
        for (AlertKind kind : AlertKind.values()) {
            needed.add("alert." + kind.id() + ".name");
            needed.add("alert." + kind.id() + ".begin");
        }
        assertThat(Messages.of("en").keys())
                .filteredOn(key -> key.startsWith("alert."))
                .containsExactlyInAnyOrderElementsOf(needed);
    }

    @Test
    void otherLanguages() {
        for (String language : new String[] {"zh", "id", "tr", "vi"}) {
            Mail service = new Mail(language);
            service.refused(3, CONNECT, LISTED).look();
            assertThat(service.last().message())
                    .startsWith("alert sender-blocklisted: ")
                    .contains("15", "ip-blocklisted (3)")
                    .doesNotContain("Servers refuse", "{");
        }
    }
}
