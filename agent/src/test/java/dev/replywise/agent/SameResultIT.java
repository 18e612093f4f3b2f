package dev.replywise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Application and server see the same with and without the agent, in all mail libraries. */
class SameResultIT {
    private static final String ONE = "recipient@example.org";
    private static final String THREE = "a@example.org,b@example.org,c@example.org";

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario("", ONE),
            new Scenario("RCPT=550 5.1.1 no such user", ONE),
            new Scenario("RCPT TO:<b=550 5.1.1 no such user", THREE + " mail.smtp.sendpartial=true"),
            new Scenario("", ONE + " mail.smtp.reportsuccess=true"),
            new Scenario("BODY=554 5.7.1 refused", ONE),
            new Scenario("BODY=", ONE),
            new Scenario("RCPT TO:<b=", THREE),
            new Scenario("MAIL=2xx what", ONE),
            new Scenario("GREETING=554 no service", ONE),
            new Scenario(
                    "EHLO=250-mx.example\r\n250 AUTH PLAIN;AUTH=535 5.7.8 wrong",
                    ONE + " mail.smtp.auth=true mail.smtp.user=user"),
            new Scenario("QUIT=", ONE + " mail.smtp.quitwait=false"));

    /**
     * A mail and its server.
     *
     * @param script beginnings of lines and the replies to them
     * @param mail recipients and properties
     */
    private record Scenario(String script, String mail) {}

    static List<String> libraries() {
        return Apps.MAIL_LIBRARIES;
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void sameWithAndWithout(String library, @TempDir Path folder) throws Exception {
        String classPath = Apps.compile("SendMail", library, folder);
        List<String> without = send(ChildJvm.ofThisJava().with("-cp", classPath));
        List<String> with =
                send(ChildJvm.ofThisJava().agent("log=off,metrics=off").with("-cp", classPath));
        assertThat(without).contains("connected", "sent");
        assertThat(with).isEqualTo(without);
    }

    /** What the application printed and what the servers heard and said. */
    private static List<String> send(ChildJvm jvm) throws Exception {
        List<ScriptedServer> servers = new ArrayList<>();
        try {
            jvm.with("SendMail");
            for (Scenario scenario : SCENARIOS) {
                ScriptedServer server = new ScriptedServer();
                servers.add(server);
                for (String step : scenario.script().split(";")) {
                    if (!step.isEmpty()) {
                        server.answer(step.substring(0, step.indexOf('=')), step.substring(step.indexOf('=') + 1));
                    }
                }
                jvm.with(server.port() + " " + scenario.mail());
            }
            ChildJvm.Result result = jvm.run();
            List<String> seen = new ArrayList<>();
            seen.add("status " + result.status());
            result.out()
                    .lines()
                    .map(line -> line.replaceAll("port: \\d+", "port"))
                    .forEach(seen::add);
            seen.add(result.err());
            for (ScriptedServer server : servers) {
                seen.addAll(server.dialogue());
            }
            return seen;
        } finally {
            for (ScriptedServer server : servers) {
                server.close();
            }
        }
    }
}
