package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** A morning's mails, good and bad: what the log pipelines are tried with. The same each time but for ports and times. */
final class Mails {
    /** What the server says, a connection each. */
    private static final List<Script> SCRIPTS = List.of(
            Script.parse(""),
            Script.parse("RCPT 251 2.1.5 User not local; will forward to <jane.roe@new.example>"),
            Script.parse("RCPT 551 5.1.6 User not local; please try <jane.roe@new.example>"),
            Script.parse("RCPT 450 4.2.0 Greylisted, please come back in 300 seconds"),
            Script.parse("MAIL 421 4.3.2 mx.example.org too busy, try again later >> drop"),
            Script.parse("CONNECT 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using"
                    + " zen.spamhaus.org; https://check.spamhaus.org/results/?query=192.0.2.1"),
            Script.parse("END_OF_DATA 552 5.3.4 Message size exceeds fixed limit of 10240000 bytes"),
            Script.parse("RCPT 250-first, \"quoted\" \\ and \\x1b | 550 5.1.1 line 2: Größe, 邮箱不存在"),
            Script.parse("RCPT 550 5.7.1 {400*refused, } see the policy"),
            Script.parse("END_OF_DATA drop"));

    private Mails() {}

    /** Has them sent. */
    static void send(SendingJvm jvm) throws IOException {
        try (ScriptedServer server = ScriptedServer.builder(SCRIPTS).start();
                ScriptedServer login = ScriptedServer.builder(List.of(Script.parse(
                                "EHLO 250-mx.example.org | 250 AUTH PLAIN\nAUTH 535 5.7.8 authentication failed")))
                        .start();
                Socket nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = 0; i < SCRIPTS.size(); i++) {
                jvm.send("localhost", server.port(), 1, "jane.roe@old.example,john.doe@old.example");
            }
            jvm.send("localhost", login.port(), 1, "jane.roe@old.example", "mail.smtp.auth=true");
            assertThat(jvm.send("localhost", nobody.getLocalPort(), 1, "jane.roe@old.example"))
                    .isEqualTo("sent 0 of 1");
        }
    }
}
