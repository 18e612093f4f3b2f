package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.ReplyCatalog;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts, in the forms in which servers write them. */
class FactReaderTest {
    /** A day at 14:00:00 UTC. */
    private static final long NOW = 1_700_000_000_000L / 86_400_000L * 86_400_000L + 14 * 3_600_000L;

    private static final Providers PROVIDERS = Providers.builtIn();
    private static final BlockLists LISTS = BlockLists.builtIn();

    private static Map<Fact, String> facts(String cause, String raw, SmtpCommand command) {
        SmtpReply reply = ReplyParser.parse(raw);
        ReplyContext context = ReplyContext.of(command);
        RuleIndex.Look look = new RuleIndex(List.of(), PROVIDERS, LISTS, true).look(reply, context);
        return new FactReader(LISTS, () -> NOW)
                .read(reply, context, ReplyCatalog.builtIn().cause(cause), look);
    }

    private static String fact(Fact fact, String cause, String raw) {
        return facts(cause, raw, SmtpCommand.OTHER).getOrDefault(fact, "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "551 User not local; please try <new@new.example> | new@new.example",
                "551 5.1.6 User not local, please try new@new.example. | new@new.example",
                "551 <old@old.example> not local; try <new@new.example> | new@new.example",
                "551 5.7.1 <old@old.example> User has moved to new@new.example | new@new.example",
                "550 5.1.6 <old@old.example>: Recipient address rejected: User has moved to new@new.example | new@new.example",
                "551 <old@old.example> has moved to <new@new.example> | new@new.example",
                "551 old@old.example has changed; new address is new@new.example | new@new.example",
                "551 The new address of old@old.example is <new@new.example> | new@new.example",
                "551 User not local; will not forward to <new@new.example> | new@new.example",
                "551 Please use new@new.example instead of old@old.example | new@new.example",
                "551 Mailbox moved -> new@new.example | new@new.example",
                "551 User not local; <new@new.example> | new@new.example",
                "551 Forwarding address: new@new.example | new@new.example",
                "551 Please try new@new.example, mail to old@old.example is refused | new@new.example",
                "551 Empf\u00e4nger umgezogen nach neu@new.example | neu@new.example",
                "551 5.1.6 <old@old.example> User not local | ''",
                "551 5.1.6 user old@old.example is not local | ''",
                "551 we do not relay for old@old.example | ''",
                "551 5.1.6 <old@old.example>: has moved, ask postmaster@old.example | ''",
                "551 moved, try postmaster@old.example | ''",
                "551 User not local | ''",
                "551 sorry, mail to old@old.example is not accepted | ''",
            })
    void forwardPath(String raw, String expected) {
        assertThat(fact(Fact.FORWARD_PATH, "mailbox-moved", raw)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "251 User not local; will forward to <new@new.example> | new@new.example",
                "251 2.1.5 <old@old.example>, will forward to new@new.example | new@new.example",
                "251 ok; recipient <old@old.example> forwarded to <new@new.example> | new@new.example",
                "251 OK | ''",
            })
    void forwardPathOfPositiveReplies(String raw, String expected) {
        assertThat(fact(Fact.FORWARD_PATH, "ok-forwarding", raw)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "450 4.7.1 Please try again in 5 minutes | 300",
                "450 retry after 300 seconds | 300",
                "450 4.2.0 <joe@example.com>: Greylisted for 5 min | 300",
                "450 4.2.0 Greylisted for 300 seconds | 300",
                "451 Try again in 1 hour | 3600",
                "451 Try again in an hour, please | 3600",
                "451 try again in 1 hour 30 minutes | 5400",
                "451 4.7.1 Greylisting in action, please come back in 00:05:00 | 300",
                "450 please come back after 15:04 UTC | 3840",
                "450 Try again after 13:59:30 GMT | 86370",
                "421 Retry-After: 60 | 60",
                "421 please retry in 45s | 45",
                "421 wait 10 minutes before trying again | 600",
                "451 retry 15 minutes later | 900",
                "450 please retry after at least 10 minutes | 600",
                "451 Your IP is blocked for 2 hours | 7200",
                "451 delayed for 299 seconds, try later | 299",
                "450 Bitte in 5 Minuten erneut versuchen | 300",
                "450 R\u00e9essayez dans 10 minutes | 600",
                "450 \u8bf7\u5728 5 \u5206\u949f\u540e\u91cd\u8bd5 | 300",
                "450 4.3.2 coba lagi dalam 10 menit | 600",
                "421 4.4.2 Timeout after 300 seconds | ''",
                "421 idle for 60 seconds, closing | ''",
                "450 too many messages in the last 10 minutes, try later | ''",
                "450 limit of 100 messages per 60 minutes exceeded, try again later | ''",
                "450 4.7.1 try again later | ''",
                "550 5.1.1 user 300 unknown | ''",
                "451 4.7.500 Server busy [192.0.2.48] | ''",
                "450 see https://example.com/wait/5/minutes and try again | ''",
                "450 try again in 99999999999999999999 minutes | ''",
            })
    void waitTime(String raw, String expected) {
        assertThat(fact(Fact.RETRY_AFTER, "greylisted", raw)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "552 5.3.4 Message size 12345678 exceeds fixed maximum message size 10485760 | 10485760 | 12345678",
                "552 5.2.3 Message size exceeds fixed maximum message size (10485760) | 10485760 | ''",
                "552 message size exceeds the limit of 25 MB | 26214400 | ''",
                "552 Message exceeds maximum size of 10MB | 10485760 | ''",
                "552 5.3.4 Your message (31457280 bytes) is larger than 20971520 bytes | 20971520 | 31457280",
                "552 Message too large, max 20480 KB | 20971520 | ''",
                "552 size limit is 1.5 MB | 1572864 | ''",
                "552 message too big; 10240000 max | 10240000 | ''",
                "523 the message size of 40 MiB is over the 35 MiB limit | 36700160 | 41943040",
                "552 5.3.4 Message size exceeds fixed limit | '' | ''",
                "552 too large, see https://example.com/answer/6584000 | '' | ''",
            })
    void sizes(String raw, String limit, String message) {
        Map<Fact, String> facts = facts("message-too-large", raw, SmtpCommand.OTHER);

        assertThat(facts.getOrDefault(Fact.SIZE_LIMIT, "")).isEqualTo(limit);
        assertThat(facts.getOrDefault(Fact.MESSAGE_SIZE, "")).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "452 4.5.3 Too many recipients (max 100) | 100",
                "452 too many recipients; limit is 50 | 50",
                "552 5.5.3 Maximum limit of 10 recipients reached | 10",
                "452 4.5.3 more than 500 recipients in one message | 500",
                "452 4.5.3 at most 25 recipients | 25",
                "452 too many recipients: 150 (maximum 100) | 100",
                "452 4.5.3 Error: too many recipients | ''",
                "452 4.5.3 too many recipients from 192.0.2.1 in 60 seconds | ''",
            })
    void recipientLimit(String raw, String limit) {
        assertThat(fact(Fact.RECIPIENT_LIMIT, "too-many-recipients", raw)).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "421 4.7.0 too many connections from 192.0.2.1 (max 10) | 10",
                "421 Maximum of 20 concurrent connections exceeded | 20",
                "421 4.7.0 limit of 5 connections per client | 5",
                "421 4.7.0 mx.example.com Error: too many connections from 192.0.2.1 | ''",
            })
    void connectionLimit(String raw, String limit) {
        assertThat(fact(Fact.CONNECTION_LIMIT, "too-many-connections", raw)).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "554 5.7.1 Client host [192.0.2.1] blocked | 192.0.2.1",
                "421 4.7.0 Messages from 192.0.2.1 temporarily deferred - 4.16.55.1 | 192.0.2.1",
                "550 5.7.1 [2001:db8::25 19] Our system has detected | 2001:db8::25",
                "550 IP 2001:db8:0:1:2:3:4:5: no PTR | 2001:db8:0:1:2:3:4:5",
                "550 client [IPv6:2001:db8::1] refused | 2001:db8::1",
                "550 blocked, see https://example.com/?ip=192.0.2.7 | 192.0.2.7",
                "550 listed in bl.example.net (127.0.0.2) your ip is 192.0.2.9. | 192.0.2.9",
                "550 mx2 at 198.51.100.3 refuses mail from 192.0.2.1 | 192.0.2.1",
                "550 5.7.1 no address here at 15:04:05 | ''",
                "550 version 8.17.1.9.2 | ''",
                "550 5.7.1.1.1 | ''",
                "550 999.1.1.1 | ''",
            })
    void clientIp(String raw, String expected) {
        assertThat(fact(Fact.CLIENT_IP, "policy", raw)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. (S3140) | S3140",
                "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred | TSS04",
                "550 5.2.0 Mail rejete. OFR_506 [506] | OFR_506",
                "550 5.1.0 sender refused. IB108 | IB108",
                "554 (RLY:B1) refused | RLY:B1",
                "550 blocked AUP#1310 | AUP#1310",
                "550 5.7.1 [CS01] Message rejected due to local policy | CS01",
                "550 SC-001 (COL004) Unfortunately, messages weren't sent | SC-001",
                "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found | RESOLVER.ADR.RecipNotFound",
                "550 5.7.64 relay access denied; AS(201806281) | AS(201806281)",
                "550 5.1.1 no account https://support.google.com/mail/?p=NoSuchUser a1-2.3 - gsmtp | NoSuchUser",
                "554 MI:SPB 163 smtp5 | MI:SPB",
                "550 5.7.1 see RFC5322 and TLS1.2 (IPV6) | ''",
                "550 5.7.1 rejected | ''",
                "550 5.1.1 <X123@example.com> unknown | ''",
                "550 5.7.1 see https://example.com/IB108 | ''",
                "550 Mailbox full | ''",
            })
    void subcode(String raw, String expected) {
        assertThat(fact(Fact.SUBCODE, "policy", raw)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 see https://example.com/a?b=c#d. | https://example.com/a?b=c#d",
                "550 (see http://example.com/x) | http://example.com/x",
                "550 see <HTTPS://example.com/x> | HTTPS://example.com/x",
                "550 https://example.com/wiki_(x) | https://example.com/wiki_(x)",
                "550 see ftp://example.com/ | ''",
                "550 see www.example.com | ''",
                "550 https:// | ''",
            })
    void helpUrl(String raw, String expected) {
        assertThat(fact(Fact.HELP_URL, "policy", raw)).isEqualTo(expected);
    }

    @Test
    void linksAreBounded() {
        assertThat(fact(Fact.HELP_URL, "policy", "550 https://example.com/" + "x".repeat(5_000)))
                .hasSizeLessThanOrEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250 2.0.0 Ok: queued as 4ABCD12345 | 4ABCD12345",
                "250 OK id=1abcDE-0001xy-2Z | 1abcDE-0001xy-2Z",
                "250 2.0.0 OK  1700000000 a640c23a62f3a-x.12 - gsmtp | a640c23a62f3a-x.12",
                "250 2.0.0 3AF12345 Message accepted for delivery | 3AF12345",
                "250 2.0.0: 1f2e3d4c Message accepted for delivery | 1f2e3d4c",
                "250 2.6.0 <a1@example.com> Queued mail for delivery | a1@example.com",
                "250 2.6.0 <a1@example.com> [InternalId=4200123, Hostname=x.example] Queued mail for delivery | 4200123",
                "250 Message Queued (5A1B2C3D-0001) | 5A1B2C3D-0001",
                "250 Ok 0100018f-aaaa-bbbb-000000 | 0100018f-aaaa-bbbb-000000",
                "250 Ok: queued as Xy12_abcDEF34 | Xy12_abcDEF34",
                "250 2.0.0 Ok: queued on mx1.example as 1700-abc | 1700-abc",
                "250 ok 1700000000 qp 12345 | 12345",
                "250 ok:  Message 1234567 accepted | 1234567",
                "250 Requested mail action okay, completed: id=0M1abc-1xyz | 0M1abc-1xyz",
                "250 2.0.0 <joe@example.com> aB3dE5 Saved | aB3dE5",
                "250 Queued (0.123 seconds) | ''",
                "250 2.0.0 Ok | ''",
                "250 OK | ''",
                "250 Message accepted for delivery | ''",
                "250 2.1.5 Recipient OK | ''",
            })
    void queueId(String raw, String expected) {
        assertThat(facts("ok", raw, SmtpCommand.END_OF_DATA).getOrDefault(Fact.QUEUE_ID, ""))
                .isEqualTo(expected);
        assertThat(facts("ok", raw, SmtpCommand.RCPT)).isEmpty();
    }

    @Test
    void offersOfEhlo() {
        String reply =
                "250-mx.example.com\r\n250-AUTH PLAIN login\r\n250-AUTH=PLAIN XOAUTH2\r\n250-SIZE 36700160\r\n250 8BITMIME";

        assertThat(facts("ok", reply, SmtpCommand.EHLO))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Fact.AUTH_MECHANISMS, "PLAIN LOGIN XOAUTH2", Fact.SIZE_LIMIT, "36700160"));
        assertThat(facts("ok", "250-mx\r\n250-SIZE 0\r\n250 SIZE", SmtpCommand.EHLO))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.7.26 Unauthenticated email from shop.example is not accepted due to domain's DMARC policy | shop.example",
                "550 5.7.509 Access denied, sending domain [SHOP.EXAMPLE] does not pass DMARC verification | shop.example",
                "550 5.7.23 SPF check failed: domain of joe@shop.example does not designate 192.0.2.1 | shop.example",
                "550 DMARC policy of shop.example, see https://help.example.net/dmarc | shop.example",
                "550 5.7.1 SPF [shop.example] with ip [192.0.2.1] = did not pass | shop.example",
                "550 5.7.1 DKIM check failed | ''",
                "550 5.7.1 see https://help.example.net/ | ''",
            })
    void checkedDomain(String raw, String expected) {
        assertThat(fact(Fact.FROM_DOMAIN, "dmarc", raw)).isEqualTo(expected);
    }

    @Test
    void knownListWithItsLookupLink() {
        Map<Fact, String> facts =
                facts("ip-blocklisted", "554 Client host [192.0.2.1] blocked using zen.spamhaus.org", SmtpCommand.RCPT);

        assertThat(facts.get(Fact.BLOCKLIST)).containsIgnoringCase("spamhaus");
        assertThat(facts.get(Fact.LOOKUP_URL)).startsWith("https://").contains("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "554 192.0.2.1 blocked using bl.lists.example; see there | bl.lists.example",
                "550 rejected, listed in RBL: bl.lists.example. | bl.lists.example",
                "550 192.0.2.1 is in a black list at bl.lists.example | bl.lists.example",
                "550 blocked by our policy. | ''",
            })
    void listsThatNobodyKnows(String raw, String expected) {
        assertThat(fact(Fact.BLOCKLIST, "ip-blocklisted", raw)).isEqualTo(expected);
    }

    @Test
    void lookupLinksHoldOnlyPlainDomains() {
        SmtpReply reply = ReplyParser.parse("554 blocked using dbl.spamhaus.org");
        ReplyContext context =
                ReplyContext.builder().senderDomain("a.example/&x=<y>").build();
        Classification found = ReplyClassifier.builtIn().classify(reply, context);

        assertThat(found.fact(Fact.LOOKUP_URL)).doesNotContain("<");
    }
}
