package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSourcesTest {
    private static List<Map<String, Object>> read(String format, String log) {
        CommandLineRun run = CommandLineRun.withInput(log, "classify", "--from", format);
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        return run.objects();
    }

    @Test
    void postfixDeliveries() {
        List<Map<String, Object>> found = read("postfix", """
                Nov 22 10:00:01 mail postfix/smtp[411]: 4C1: to=<joe@example.org>, relay=mx.example.org[192.0.2.7]:25, delay=1.2, delays=0.1/0/0.5/0.6, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.7] said: 550 5.1.1 <joe@example.org>: No such user (in reply to RCPT TO command))
                Nov 22 10:00:02 mail postfix/smtp[411]: 4C2: to=<ann@example.org>, orig_to=<a@example.com>, relay=mx.example.org[2001:db8::7]:587, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9F2)
                Nov 22 10:00:03 mail postfix/smtp[411]: 4C3: to=<eve@example.net>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.net[192.0.2.8]:25: Connection timed out)
                Nov 22 10:00:04 mail postfix/smtp[411]: 4C4: to=<eve@example.net>, relay=mx.example.net[192.0.2.8]:25, delay=3, delays=0/0/3/0, dsn=4.7.0, status=deferred (host mx.example.net[192.0.2.8] refused to talk to me: 421 4.7.0 Too many connections)
                Nov 22 10:00:05 mail postfix/smtp[411]: 4C5: host mx2.example.net[192.0.2.9] said: 450 4.2.0 <eve@example.net>: Greylisted (in reply to end of DATA command)
                Nov 22 10:00:06 mail postfix/smtp[411]: 4C6: to=<eve@example.net>, relay=smtp.example.net[192.0.2.8]:587, delay=3, delays=0/0/3/0, dsn=5.7.8, status=bounced (SASL authentication failed; server smtp.example.net[192.0.2.8] said: 535 5.7.8 Error: authentication failed)
                Nov 22 10:00:07 mail postfix/local[412]: 4C7: to=<root@mail.example.com>, relay=local, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)
                Nov 22 10:00:08 mail postfix/qmgr[1]: 4C1: removed
                """);

        assertThat(found)
                .extracting(object -> object.get("reply"))
                .containsExactly(
                        "550 5.1.1 <joe@example.org>: No such user",
                        "250 2.0.0 Ok: queued as 9F2",
                        "421 4.7.0 Too many connections",
                        "450 4.2.0 <eve@example.net>: Greylisted",
                        "535 5.7.8 Error: authentication failed");
        assertThat(found)
                .extracting(object -> object.get("smtp.command"))
                .containsExactly("RCPT", "END_OF_DATA", "CONNECT", "END_OF_DATA", "AUTH");
        assertThat(found.get(0))
                .containsEntry("smtp.recipient.address", "joe@example.org")
                .containsEntry("server.address", "mx.example.org")
                .containsEntry("server.port", 25L)
                .containsEntry("network.peer.address", "192.0.2.7");
        assertThat(found.get(1))
                .containsEntry("network.peer.address", "2001:db8::7")
                .containsEntry("server.port", 587L);
        assertThat(found.get(3)).containsEntry("server.address", "mx2.example.net");
    }

    @Test
    void postfixRefusals() {
        Map<String, Object> found = read("postfix", """
                Nov 22 10:00:01 mail postfix/smtpd[9]: NOQUEUE: reject: RCPT from app.example.com[198.51.100.4]: 554 5.7.1 <joe@example.org>: Relay access denied; from=<app@example.com> to=<joe@example.org> proto=ESMTP helo=<app.example.com>
                """).get(0);

        assertThat(found)
                .containsEntry("reply", "554 5.7.1 <joe@example.org>: Relay access denied")
                .containsEntry("smtp.command", "RCPT")
                .containsEntry("smtp.recipient.address", "joe@example.org")
                .doesNotContainKey("server.address");
    }

    @Test
    void eximDeliveries() {
        List<Map<String, Object>> found = read("exim", """
                2026-11-22 10:00:01 1tEa-01 ** joe@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.7] X=TLS1.3 CV=yes: SMTP error from remote mail server after RCPT TO:<joe@example.org>: 550-5.1.1 No such user\\n550 5.1.1 here
                2026-11-22 10:00:02 1tEa-02 == ann@example.org R=dnslookup T=remote_smtp defer (-44) H=mx.example.org [192.0.2.7]: SMTP error from remote mail server after pipelined end of data: 451 4.7.1 Try again later
                2026-11-22 10:00:03 1tEa-03 => eve <eve@example.net> R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.8]:25 X=TLS1.3 C="250 2.0.0 OK \\"id\\" 77"
                2026-11-22 10:00:04 1tEa-04 ** old@example.org R=dnslookup T=remote_smtp: SMTP error from remote mail server after MAIL FROM:<app@example.com> SIZE=99: host mx.example.org [192.0.2.7]: 552 5.3.4 Too big
                2026-11-22 10:00:05 1tEa-05 H=mx.example.org [192.0.2.7]: SMTP error from remote mail server after initial connection: 554 5.7.1 Blocked
                2026-11-22 10:00:05 1tEa-05 ** bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.7]: SMTP error from remote mail server after initial connection: 554 5.7.1 Blocked
                2026-11-22 10:00:06 1tEa-06 plain authenticator failed H=smtp.example.net [192.0.2.9] 535 5.7.8 Wrong password
                2026-11-22 10:00:07 1tEa-07 == eve@example.net R=dnslookup T=remote_smtp defer (110): Connection timed out
                2026-11-22 10:00:08 1tEa-01 Completed
                """);

        assertThat(found)
                .extracting(object -> object.get("reply"))
                .containsExactly(
                        "550-5.1.1 No such user\n550 5.1.1 here",
                        "451 4.7.1 Try again later",
                        "250 2.0.0 OK \"id\" 77",
                        "552 5.3.4 Too big",
                        "554 5.7.1 Blocked",
                        "535 5.7.8 Wrong password");
        assertThat(found)
                .extracting(object -> object.get("smtp.command"))
                .containsExactly("RCPT", "END_OF_DATA", "END_OF_DATA", "MAIL", "CONNECT", "AUTH");
        assertThat(found)
                .extracting(object -> object.get("smtp.recipient.address"))
                .containsExactly(
                        "joe@example.org",
                        "ann@example.org",
                        "eve@example.net",
                        "old@example.org",
                        "bob@example.org",
                        null);
        assertThat(found)
                .extracting(object -> object.get("server.address"))
                .containsExactly(
                        "mx.example.org",
                        "mx.example.org",
                        "mx.example.net",
                        "mx.example.org",
                        "mx.example.org",
                        "smtp.example.net");
        assertThat(found.get(2)).containsEntry("server.port", 25L);
    }

    @Test
    void eximNamesTheHostAndThenTheRecipientForOneReply() {
        List<Map<String, Object>> found = read("exim", """
                2026-11-22 10:00:01 1tEaAA-000001-1f H=mx1.example.org [192.0.2.7]:25: SMTP error from remote mail server after end of data: 452 4.3.1 Queue full
                2026-11-22 10:00:01 1tEaBB-000002-2q => eve@example.net R=all T=remote H=mx.example.net [192.0.2.8]:25 C="250 2.0.0 taken"
                2026-11-22 10:00:02 1tEaAA-000001-1f H=mx2.example.org [192.0.2.9]:25: SMTP error from remote mail server after pipelined MAIL FROM:<app@example.com> SIZE=99: 450 4.1.8 later
                2026-11-22 10:00:03 1tEaAA-000001-1f == joe@example.org R=all T=remote defer (-45) H=mx2.example.org [192.0.2.9]:25: SMTP error from remote mail server after pipelined MAIL FROM:<app@example.com> SIZE=99: 450 4.1.8 later
                2026-11-22 10:00:04 1tEaCC-000003-0I H=mx.example.org [192.0.2.7]:25: SMTP error from remote mail server after initial connection: 421-mx too many\\n421 connections
                """);

        assertThat(found)
                .extracting(object -> object.get("reply"))
                .containsExactly(
                        "250 2.0.0 taken",
                        "452 4.3.1 Queue full",
                        "450 4.1.8 later",
                        "421-mx too many\n421 connections");
        assertThat(found)
                .extracting(object -> object.get("smtp.recipient.address"))
                .containsExactly("eve@example.net", null, "joe@example.org", null);
    }

    @Test
    void eximLeavesTheLinesOfARefusedLoginAsTheyAre() {
        List<Map<String, Object>> found = read("exim", """
                2026-11-22 10:00:01 1tEaAA-000001-0L plain authenticator failed H=smtp.example.net [192.0.2.9] 535-5.7.8 Wrong password
                535 5.7.8 see https://example.net/login
                2026-11-22 10:00:02 1tEaAA-000001-0L login authenticator failed H=smtp.example.net [192.0.2.9] 535-5.7.8 Wrong again
                2026-11-22 10:00:03 1tEaAA-000001-0L == joe@example.org R=all T=remote defer (-42): authentication required but authentication attempt(s) failed
                """);

        assertThat(found)
                .extracting(object -> object.get("reply"))
                .containsExactly(
                        "535-5.7.8 Wrong password\n535 5.7.8 see https://example.net/login", "535-5.7.8 Wrong again");
        assertThat(found).allSatisfy(reply -> assertThat(reply).containsEntry("smtp.command", "AUTH"));
    }

    @Test
    void sendmailDeliveries() {
        List<Map<String, Object>> found = read("sendmail", """
                Nov 22 10:00:01 mail sendmail[5]: 5AM01: to=<joe@example.org>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=30, relay=mx.example.org. [192.0.2.7], dsn=5.1.1, stat=User unknown
                Nov 22 10:00:02 mail sendmail[5]: 5AM02: to=<ann@example.org>,<bob@example.org>, delay=00:00:01, mailer=esmtp, pri=30, relay=mx.example.org. [192.0.2.7], dsn=2.0.0, stat=Sent (OK id=9F2)
                Nov 22 10:00:03 mail sendmail[5]: 5AM03: to=<eve@example.net>, delay=00:00:01, mailer=esmtp, pri=30, relay=mx.example.net. [192.0.2.8], dsn=4.0.0, stat=Deferred: 451 4.7.1 Greylisted, try again
                Nov 22 10:00:04 mail sendmail[5]: 5AM04: to=<eve@example.net>, delay=00:00:01, mailer=esmtp, pri=30, relay=mx.example.net., dsn=4.0.0, stat=Deferred: Connection refused by mx.example.net.
                Nov 22 10:00:05 mail sendmail[5]: 5AM05: to=<joe@example.org>, delay=00:00:01, mailer=esmtp, pri=30, relay=mx.example.org. [192.0.2.7], dsn=5.7.1, reply=550 5.7.1 Spam refused, stat=Service unavailable
                Nov 22 10:00:06 mail sendmail[5]: 5AM06: ruleset=check_rcpt, arg1=<joe@example.org>, relay=app.example.com [198.51.100.4], reject=550 5.7.1 <joe@example.org>... Relaying denied
                Nov 22 10:00:07 mail sendmail[5]: 5AM07: from=<app@example.com>, size=99, class=0, nrcpts=1, relay=localhost [127.0.0.1]
                """);

        assertThat(found)
                .extracting(object -> object.get("reply"))
                .containsExactly(
                        "5.1.1 User unknown",
                        "2.0.0 OK id=9F2",
                        "451 4.7.1 Greylisted, try again",
                        "550 5.7.1 Spam refused",
                        "550 5.7.1 <joe@example.org>... Relaying denied");
        assertThat(found)
                .extracting(object -> object.get("smtp.response.class"))
                .containsExactly("permanent", "positive", "transient", "permanent", "permanent");
        assertThat(found.get(0))
                .doesNotContainKey("smtp.response.status_code")
                .containsEntry("smtp.cause.id", "mailbox-unknown")
                .containsEntry("server.address", "mx.example.org");
        assertThat(found.get(4)).containsEntry("smtp.command", "RCPT");
    }

    @Test
    void exchangeProtocolLogs() {
        List<Map<String, Object>> found = read("exchange", """
                #Software: Microsoft Exchange Server
                #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context
                2026-11-22T10:00:00.000Z,Out,08D1,0,,192.0.2.7:25,*,,attempting to connect
                2026-11-22T10:00:00.100Z,Out,08D1,1,198.51.100.4:51000,192.0.2.7:25,+,,
                2026-11-22T10:00:00.200Z,Out,08D1,2,198.51.100.4:51000,192.0.2.7:25,<,220 mx.example.org ESMTP,
                2026-11-22T10:00:00.300Z,Out,08D1,3,198.51.100.4:51000,192.0.2.7:25,>,EHLO mail.example.com,
                2026-11-22T10:00:00.400Z,Out,08D1,4,198.51.100.4:51000,192.0.2.7:25,<,250-mx.example.org,
                2026-11-22T10:00:00.450Z,Out,08D2,2,198.51.100.4:51001,192.0.2.9:25,<,421 4.7.0 Too busy,
                2026-11-22T10:00:00.500Z,Out,08D1,5,198.51.100.4:51000,192.0.2.7:25,<,250 SIZE 1000,
                2026-11-22T10:00:00.600Z,Out,08D1,6,198.51.100.4:51000,192.0.2.7:25,>,MAIL FROM:<app@example.com>,
                2026-11-22T10:00:00.600Z,Out,08D1,7,198.51.100.4:51000,192.0.2.7:25,>,RCPT TO:<joe@example.org>,
                2026-11-22T10:00:00.700Z,Out,08D1,8,198.51.100.4:51000,192.0.2.7:25,<,250 2.1.0 Ok,
                2026-11-22T10:00:00.800Z,Out,08D1,9,198.51.100.4:51000,192.0.2.7:25,<,"550 5.1.1 No such user, sorry",
                2026-11-22T10:00:00.900Z,Out,08D1,10,198.51.100.4:51000,192.0.2.7:25,>,DATA,
                2026-11-22T10:00:01.000Z,Out,08D1,11,198.51.100.4:51000,192.0.2.7:25,<,354 Go,
                2026-11-22T10:00:01.100Z,Out,08D1,12,198.51.100.4:51000,192.0.2.7:25,<,250 2.0.0 Taken,
                2026-11-22T10:00:01.200Z,Out,08D1,13,198.51.100.4:51000,192.0.2.7:25,-,,Local
                """);

        assertThat(found)
                .extracting(object -> object.get("reply"))
                .containsExactly(
                        "220 mx.example.org ESMTP",
                        "421 4.7.0 Too busy",
                        "250-mx.example.org\n250 SIZE 1000",
                        "250 2.1.0 Ok",
                        "550 5.1.1 No such user, sorry",
                        "354 Go",
                        "250 2.0.0 Taken");
        assertThat(found)
                .extracting(object -> object.get("smtp.command"))
                .containsExactly("CONNECT", "CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END_OF_DATA");
        assertThat(found.get(4))
                .containsEntry("smtp.recipient.address", "joe@example.org")
                .containsEntry("network.peer.address", "192.0.2.7")
                .containsEntry("server.port", 25L);
    }

    @Test
    void exchangeTrackingLogs() {
        List<Map<String, Object>> found = read("exchange", """
                #Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes
                2026-11-22T10:00:00.000Z,198.51.100.4,mail,192.0.2.7,mx.example.org,08D1,Out,SMTP,SEND,1,<m1@example.com>,n1,joe@example.org;ann@example.org,250 2.1.5 Recipient OK;250 2.1.5 Recipient OK,99
                2026-11-22T10:00:00.000Z,198.51.100.4,mail,,mail,08D1,,ROUTING,FAIL,1,<m2@example.com>,n2,eve@example.net,550 5.1.1 RESOLVER.ADR.RecipNotFound; not found,99
                2026-11-22T10:00:00.000Z,198.51.100.4,mail,,mail,08D1,,DSN,FAIL,1,<m3@example.com>,n3,bob@example.net,[{LED=452 4.3.1 Insufficient system resources};{MSG=};{FQDN=mx.example.net};{IP=192.0.2.8};{LRT=11/22/2026 10:00:00 AM}],99
                2026-11-22T10:00:00.000Z,198.51.100.4,mail,,mail,08D1,,STOREDRIVER,DELIVER,1,<m4@example.com>,n4,bob@example.net,,99
                """);

        assertThat(found)
                .extracting(object -> object.get("reply"))
                .containsExactly(
                        "250 2.1.5 Recipient OK",
                        "250 2.1.5 Recipient OK",
                        "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found",
                        "452 4.3.1 Insufficient system resources");
        assertThat(found)
                .extracting(object -> object.get("smtp.recipient.address"))
                .containsExactly("joe@example.org", "ann@example.org", "eve@example.net", "bob@example.net");
        assertThat(found.get(3))
                .containsEntry("server.address", "mx.example.net")
                .containsEntry("network.peer.address", "192.0.2.8");
    }

    @Test
    void exchangeShellOutput() {
        Map<String, Object> found = read("exchange", """
                Recipients              : {joe@example.org}
                RecipientStatus         : {550 5.7.1 Unable to relay}
                """).get(0);

        assertThat(found)
                .containsEntry("reply", "550 5.7.1 Unable to relay")
                .containsEntry("smtp.recipient.address", "joe@example.org");
    }

    @Test
    void deliveryStatusNotifications() {
        List<Map<String, Object>> found = read("dsn", """
                From: MAILER-DAEMON@mail.example.com
                Status: not a field of a recipient
                Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

                --b1
                Content-Type: text/plain

                Sorry, it did not work.
                550 5.1.1 quoted for people

                --b1
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.example.com
                Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0000

                Final-Recipient: rfc822; joe@example.org
                Original-Recipient: rfc822;joe.doe@example.com
                Action: failed
                Status: 5.1.1 (bad mailbox)
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: smtp; 550-5.1.1 <joe@example.org>:
                    550-5.1.1 The account does
                    not exist
                    550 5.1.1 here

                FINAL-RECIPIENT: RFC822; ann@example.org
                Action: delayed
                Status: 4.4.1
                Diagnostic-Code: X-Other; connection timed
                  out

                Final-Recipient: rfc822; eve@example.net
                Action: failed
                Status: 5.2.2

                --b1
                Content-Type: message/rfc822

                Subject: Status: 5.0.0

                --b1--
                """);

        assertThat(found)
                .extracting(object -> object.get("reply"))
                .containsExactly(
                        "550-5.1.1 <joe@example.org>:\n550-5.1.1 The account does not exist\n550 5.1.1 here",
                        "4.4.1 connection timed out",
                        "5.2.2");
        assertThat(found)
                .extracting(object -> object.get("smtp.response.class"))
                .containsExactly("permanent", "transient", "permanent");
        assertThat(found)
                .extracting(object -> object.get("smtp.recipient.address"))
                .containsExactly("joe@example.org", "ann@example.org", "eve@example.net");
        assertThat(found.get(0)).containsEntry("server.address", "mx.example.org");
        assertThat(found.get(1)).doesNotContainKey("smtp.response.status_code");
        assertThat(found.get(2)).containsEntry("smtp.cause.id", "mailbox-full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postfix", "exim", "sendmail", "exchange", "dsn"})
    void linesWithoutReplyAreCountedWhenAsked(String format) {
        CommandLineRun run =
                CommandLineRun.withInput("nothing here\n\nnor here\n", "classify", "--verbose", "--from", format);

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("replywise: 0 replies found; 3 lines began or ended none\n");
    }
}
