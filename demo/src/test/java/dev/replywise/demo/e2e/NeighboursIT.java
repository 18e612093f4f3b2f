package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.e2e.app.NeighbourApp;
import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One agent beside another, in both orders on the command line. The build runs it with the small ones; {@code
 * agent/compat/agents.sh} names a folder with the others, and prints the table that is written here.
 */
class NeighboursIT {
    private static final Path TABLE = Build.directory().resolve("e2e").resolve("neighbours.md");

    private static Path folder() {
        return Path.of(System.getProperty(
                        "replywise.neighbours",
                        Build.directory().resolve("neighbours").toString()))
                .toAbsolutePath();
    }

    static Stream<Arguments> both() throws IOException {
        Files.createDirectories(TABLE.getParent());
        Files.deleteIfExists(TABLE);
        return Stream.of(Neighbour.values())
                .filter(neighbour -> neighbour == Neighbour.NONE || Files.exists(folder().resolve(neighbour.jar())))
                .flatMap(neighbour -> neighbour == Neighbour.NONE
                        ? Stream.of(Arguments.of(neighbour, true))
                        : Stream.of(Arguments.of(neighbour, true), Arguments.of(neighbour, false)));
    }

    @ParameterizedTest(name = "{0}, ours first: {1}")
    @MethodSource("both")
    void bothDoTheirWork(Neighbour neighbour, boolean oursFirst) throws Exception {
        try (ScriptedServer server = ScriptedServer.builder(List.of(
                        Script.parse("EHLO 250 mx.example.org"),
                        Script.parse("RCPT 550 5.1.1 <jane.roe@example.org>: no mailbox here by that name")))
                .start()) {
            int port = freePort();
            List<String> arguments = new ArrayList<>(neighbour.options(folder(), port, oursFirst));
            arguments.addAll(List.of(
                    "-cp",
                    MailLibrary.ANGUS.jars() + File.pathSeparator + Build.testClasses(),
                    NeighbourApp.class.getName(),
                    String.valueOf(server.port())));
            if (neighbour == Neighbour.JMX_EXPORTER) {
                arguments.add("http://127.0.0.1:" + port + "/metrics");
            }
            String name = neighbour.name().toLowerCase(Locale.ROOT) + (oursFirst ? "-second" : "-first");
            ChildJvm jvm = ChildJvm.run(
                    Build.directory().resolve("e2e").resolve("neighbours").resolve(name), arguments);
            List<String> out = jvm.out().lines().toList();
            long events = jvm.err()
                    .lines()
                    .filter(line -> line.startsWith("{\"@timestamp\"") && line.contains("mailbox-unknown"))
                    .count();
            List<String> ours = jvm.err()
                    .lines()
                    .filter(line -> line.contains("replywise: "))
                    .toList();
            Files.writeString(
                    TABLE,
                    "| " + neighbour + " | " + order(neighbour, oursFirst) + " | " + events + " | "
                            + out.stream()
                                    .filter(line -> line.startsWith("replies: "))
                                    .findFirst()
                                    .orElse("none")
                            + " | " + jvm.status() + " | " + ours.size() + " |\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);

            assertThat(jvm.status()).as(jvm.err()).isZero();
            assertThat(out).as(jvm.err()).containsSubsequence("mail: sent", "mail: SendFailedException", "replies: 13");
            assertThat(events).as("one for the recipient, one for the message").isEqualTo(2);
            assertThat(ours).isEmpty();
            assertThat(jvm.out() + jvm.err()).as("the other one is at work").contains(neighbour.sign());
            if (neighbour == Neighbour.JMX_EXPORTER) {
                assertThat(out)
                        .as("it exports our beans")
                        .anyMatch(line -> line.matches(
                                "scrape: dev_replywise_Replies_Failures\\w*\\{.*key=\"permanent\".*} 1\\.0"));
            }
        }
    }

    private static String order(Neighbour neighbour, boolean oursFirst) {
        return neighbour == Neighbour.NONE ? "ours alone" : oursFirst ? "ours, then it" : "it, then ours";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
