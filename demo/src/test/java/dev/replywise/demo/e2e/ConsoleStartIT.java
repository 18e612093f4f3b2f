package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.e2e.app.BeanApp;
import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the live page is there and when it is not, in a JVM of its own. */
class ConsoleStartIT {
    private static ChildJvm run(String name, String options, String... jvm) throws Exception {
        Script script = Script.parse("EHLO 250-mx.example.org | 250 AUTH PLAIN\nAUTH 535 5.7.8 Bad credentials");
        try (ScriptedServer server = ScriptedServer.builder(List.of(script)).start()) {
            List<String> arguments = new ArrayList<>(List.of(jvm));
            arguments.addAll(List.of(
                    "-javaagent:" + Build.agentJar() + "=log=off" + options,
                    "-cp",
                    MailLibrary.ANGUS.jars() + File.pathSeparator + Build.testClasses(),
                    BeanApp.class.getName(),
                    String.valueOf(server.port())));
            return ChildJvm.run(Build.directory().resolve("e2e").resolve(name), arguments);
        }
    }

    @Test
    void unaskedThereIsNothingOfIt() throws Exception {
        ChildJvm jvm = run("console-off", "", "-verbose:class");

        assertThat(jvm.status()).isZero();
        assertThat(jvm.err()).isEmpty();
        assertThat(jvm.out()).contains("Agent.ConsolePort=-1", "dev.replywise.sink.metrics.MetricsListener");
        assertThat(jvm.out()).doesNotContain("dev.replywise.sink.console", "dev.replywise.sink.http");
    }

    @Test
    void aFreePortIsToldByTheBean() throws Exception {
        ChildJvm jvm = run("console-free", ",console.port=0");

        assertThat(jvm.err()).isEmpty();
        assertThat(jvm.out()).containsPattern("Agent\\.ConsolePort=[1-9]\\d+").contains("console");
    }

    @Test
    void aPortInUseIsOneLineAndNoMore() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ChildJvm jvm = run("console-taken", ",console.port=" + taken.getLocalPort());

            assertThat(jvm.status()).isZero();
            assertThat(jvm.out()).contains("AuthenticationFailedException", "Agent.ConsolePort=-1");
            assertThat(jvm.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("replywise: no live page on 127.0.0.1:" + taken.getLocalPort());
        }
    }
}
