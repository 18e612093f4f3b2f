package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.e2e.app.Log4jApp;
import dev.replywise.demo.e2e.app.LogbackApp;
import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A logging framework that mails errors, and a server that refuses these mails: what is said about such a mail must not
 * become the next one.
 */
class LoggingLoopIT {
    private static final int ERRORS_LOGGED = 3;

    /** A refusal that is logged as an error, so that it would be mailed if it got back into the framework. */
    private static final Script REFUSES = Script.parse(
            "MAIL* 553 5.7.1 <alerts@shop.example>: Sender address rejected: not owned by user alerts@shop.example");

    @Test
    void logbacksMailAppenderGetsNothingAboutItsOwnMails() throws Exception {
        check(
                LogbackApp.class,
                "logback",
                List.of(MailLibrary.ANGUS.jars(), MailLibrary.jars("logback")),
                "-Dlogback.configurationFile=" + resource("/logging/logback-mail.xml"));
    }

    @Test
    void log4jsMailAppenderGetsNothingAboutItsOwnMails() throws Exception {
        check(
                Log4jApp.class,
                "log4j",
                List.of(MailLibrary.JAVAX.jars(), MailLibrary.jars("log4j")),
                "-Dlog4j2.configurationFile=" + resource("/logging/log4j2-mail.xml"));
    }

    private static void check(Class<?> app, String framework, List<String> jars, String configuration)
            throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.builder(List.of(REFUSES)).start()) {
            List<String> classPath = new ArrayList<>(jars);
            classPath.add(Build.testClasses());
            ChildJvm jvm = ChildJvm.run(
                    Build.directory().resolve("e2e").resolve("loop-" + framework),
                    List.of(
                            "-javaagent:" + Build.agentJar(),
                            configuration,
                            "-Dsmtp.port=" + server.port(),
                            "-cp",
                            String.join(File.pathSeparator, classPath),
                            app.getName()));
            server.awaitEnd();

            assertThat(jvm.status()).as(jvm.err()).isZero();
            assertThat(jvm.out()).contains("at rest");
            long mails = server.exchanges().stream()
                    .filter(exchange -> exchange.verb().equals("MAIL"))
                    .count();
            assertThat(mails).as("one mail for each error of the application").isEqualTo(ERRORS_LOGGED);
            assertThat(jvm.out().lines().filter(line -> line.contains("dev.replywise.reply")))
                    .as("what the framework was told about its own mails")
                    .isEmpty();
            List<String> events =
                    jvm.err().lines().filter(line -> line.startsWith("{")).toList();
            assertThat(events.stream().filter(line -> line.contains("\"smtp.response.status_code\":553")))
                    .as("refusals, said on standard error")
                    .hasSize(ERRORS_LOGGED);
            assertThat(events.stream().filter(line -> line.contains("\"smtp.client.message\"")))
                    .as("outcomes, said on standard error")
                    .hasSize(ERRORS_LOGGED);
        }
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(LoggingLoopIT.class.getResource(name)).toURI());
    }
}
