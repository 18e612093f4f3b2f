package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.e2e.app.BeanApp;
import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JMX in a JVM of its own: a dead server and a refused login can be seen, and events that a full disk lost are counted. */
class BeansIT {
    private static final Script REFUSES_LOGIN =
            Script.parse("EHLO 250-mx.example.org | 250 AUTH PLAIN\nAUTH 535 5.7.8 Bad credentials");

    @Test
    void showDeadServersRefusedLoginsAndLostEvents() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.builder(List.of(REFUSES_LOGIN)).start();
                Socket reserved = new Socket()) {
            // Bound but not listening: nobody else can take the port, and a connect is refused.
            reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ChildJvm jvm = ChildJvm.run(
                    Build.directory().resolve("e2e").resolve("beans"),
                    List.of(
                            "-javaagent:" + Build.agentJar() + "=log=json,log.file=/dev/full",
                            "-cp",
                            MailLibrary.ANGUS.jars() + File.pathSeparator + Build.testClasses(),
                            BeanApp.class.getName(),
                            String.valueOf(reserved.getLocalPort()),
                            String.valueOf(server.port())));

            assertThat(jvm.status()).as(jvm.err()).isZero();
            assertThat(jvm.out().lines())
                    .contains(
                            "MailConnectException",
                            "AuthenticationFailedException",
                            "Connections.ByErrorType={535=1, java.net.ConnectException=1}",
                            "Replies.ByCause={auth-failed=1, ok=2}",
                            "Replies.Failures={none=1, permanent=1, transient=0}",
                            "Agent.EventsLost=2",
                            "Agent.SuppressedErrors=0")
                    .anyMatch(line -> line.matches("Agent\\.Version=\\d+\\.\\d+.*"));
            assertThat(jvm.err().lines()).hasSize(1).allMatch(line -> line.contains("/dev/full"));
        }
    }

    /** A plain {@code main} with nothing but a mail library, and nothing but the flag. */
    @Test
    void withoutAnyOptionEventsAreJsonLinesAndNumbersAreBeans() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.builder(List.of(REFUSES_LOGIN)).start();
                Socket reserved = new Socket()) {
            reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ChildJvm jvm = ChildJvm.run(
                    Build.directory().resolve("e2e").resolve("plain"),
                    List.of(
                            "-javaagent:" + Build.agentJar(),
                            "-cp",
                            MailLibrary.ANGUS.jars() + File.pathSeparator + Build.testClasses(),
                            BeanApp.class.getName(),
                            String.valueOf(reserved.getLocalPort()),
                            String.valueOf(server.port())));

            assertThat(jvm.status()).as(jvm.err()).isZero();
            assertThat(jvm.out().lines()).contains("Replies.Failures={none=1, permanent=1, transient=0}");
            assertThat(jvm.err().lines().toList())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("{\"@timestamp\":\"") && line.endsWith("}"))
                    .anyMatch(line -> line.contains("\"smtp.cause.id\":\"connect-refused\""))
                    .anyMatch(line -> line.contains("\"smtp.cause.id\":\"auth-failed\""));
        }
    }
}
