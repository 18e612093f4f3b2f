package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.e2e.app.LateRegistryApp;
import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A registry that comes after the last mail is found by a thread that then ends, and is told what was counted. */
class LateRegistryIT {
    private static final Script REFUSES_LOGIN =
            Script.parse("EHLO 250-mx.example.org | 250 AUTH PLAIN\nAUTH 535 5.7.8 Bad credentials");

    @Test
    void isFoundWithoutFurtherMail() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.builder(List.of(REFUSES_LOGIN)).start()) {
            ChildJvm jvm = ChildJvm.run(
                    Build.directory().resolve("e2e").resolve("late-registry"),
                    List.of(
                            "-javaagent:" + Build.agentJar() + "=log=off",
                            "-cp",
                            MailLibrary.ANGUS.jars()
                                    + File.pathSeparator
                                    + MailLibrary.jars("micrometer")
                                    + File.pathSeparator
                                    + Build.testClasses(),
                            LateRegistryApp.class.getName(),
                            String.valueOf(server.port())));

            assertThat(jvm.status()).as(jvm.err()).isZero();
            assertThat(jvm.out().lines())
                    .startsWith("AuthenticationFailedException", "looks: true", "looks: false")
                    .contains("permanent=1.0", "transient=0.0", "none=0.0");
            assertThat(jvm.err()).isEmpty();
        }
    }
}
