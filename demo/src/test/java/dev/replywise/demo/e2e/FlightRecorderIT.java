package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/** Events are in the recordings of JDK Flight Recorder, whenever one is started, and where none is nothing is loaded. */
class FlightRecorderIT {
    /** The first recipient of a connection has moved; the reply to the second MAIL takes its time. */
    private static final Script SCRIPT = Script.parse("RCPT 551 5.1.6 User not local; please try <j.new@new.example>\n"
            + "MAIL 250 2.1.0 Ok\nMAIL pause 60 >> 250 2.1.0 Ok");

    private static final String[] MAILS = {"connect", "send john.doe@old.example", "send jane.roe@ok.example", "close"};

    private final Path folder = Build.directory().resolve("e2e").resolve("jfr");

    @Test
    void aRecordingFromTheStart() throws Exception {
        Path file = recording("start");
        run("start", List.of("-XX:StartFlightRecording=filename=" + file), "log=off", MAILS);

        check(file);
        assertThat(printed(file))
                .contains("dev.replywise.Reply {")
                .contains("  command = \"RCPT\"\n  replyCode = 551\n  enhancedStatusCode = \"5.1.6\"\n")
                .contains("  explanation = \"551 to RCPT j***@old.example from localhost:")
                .containsPattern("  responseTime = [0-9.]+ (us|ms|s)\n")
                .contains("dev.replywise.Message {");
    }

    @Test
    void aRecordingThatIsStartedLater() throws Exception {
        Path file = recording("later");
        List<String> orders = new ArrayList<>(List.of("connect", "send a@ok.example", "close"));
        orders.add("jcmd JFR.start name=later");
        orders.add("recordable dev.replywise.Connection");
        orders.addAll(List.of(MAILS));
        orders.add("jcmd JFR.dump name=later filename=" + file);
        run("later", List.of(), "log=off", orders.toArray(new String[0]));

        check(file);
    }

    @Test
    void everyReplyWhereItIsAskedFor() throws Exception {
        Path file = recording("all");
        run(
                "all",
                List.of("-XX:StartFlightRecording=filename=" + file + ",+dev.replywise.Reply#latency=0ms"),
                "log=off",
                MAILS);

        assertThat(RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals("dev.replywise.Reply"))
                        .map(event -> event.getString("command") + " " + event.getInt("replyCode")))
                .containsExactly(
                        "CONNECT 220",
                        "EHLO 250",
                        "MAIL 250",
                        "RCPT 551",
                        "RSET 250",
                        "MAIL 250",
                        "RCPT 250",
                        "DATA 354",
                        "END_OF_DATA 250",
                        "QUIT 221");
    }

    /** JMX, which metrics use, has the JVM load some classes of the recorder; they are not asked for here. */
    @Test
    void withoutARecordingNothingIsLoaded() throws Exception {
        Path classes = folder.resolve("none").resolve("classes.txt");
        run("none", List.of("-Xlog:class+load:file=" + classes), "log=off,metrics=off", MAILS);

        assertThat(Files.readString(classes))
                .contains("dev.replywise.agent.ClassWatch")
                .doesNotContain("jdk.jfr.", "dev.replywise.sink.jfr.");
    }

    private static void check(Path file) throws IOException {
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.replywise."))
                .toList();
        RecordedEvent refusal = find(events, "dev.replywise.Reply", "replyCode", 551);
        assertThat(refusal.getString("command")).isEqualTo("RCPT");
        assertThat(refusal.getString("cause")).isEqualTo("mailbox-moved");
        assertThat(refusal.getString("retry")).isEqualTo("other-address");
        assertThat(refusal.getString("server")).isEqualTo("localhost");
        assertThat(refusal.getString("recipientDomain")).isEqualTo("old.example");
        assertThat(refusal.getDuration("responseTime")).isPositive();
        assertThat(refusal.getString("explanation"))
                .contains("j***@new.example")
                .doesNotContain("john.doe");
        assertThat(refusal.getEventType().getField("responseTime").getLabel()).isEqualTo("Response Time");
        assertThat(refusal.getEventType().getCategoryNames()).containsExactly("Replywise", "SMTP");
        assertThat(events.stream()
                        .filter(event -> event.getEventType().getName().equals("dev.replywise.Reply"))
                        .filter(event -> event.getString("replyClass").equals("positive")))
                .as("positive replies that took their time")
                .isNotEmpty()
                .allMatch(event -> event.getDuration("responseTime").toMillis() >= 20);
        RecordedEvent refused = find(events, "dev.replywise.Message", "permanentlyRefused", 1);
        assertThat(refused.getString("outcome")).isEqualTo("permanent");
        RecordedEvent accepted = find(events, "dev.replywise.Message", "accepted", 1);
        assertThat(accepted.getString("queueId")).isEqualTo("4XyZ1a2B3c");
        assertThat(accepted.getDuration("sendTime").toMillis()).isGreaterThanOrEqualTo(60);
        assertThat(events.stream()
                        .filter(event -> event.getEventType().getName().equals("dev.replywise.Connection")))
                .hasSize(1)
                .allMatch(event -> event.getBoolean("connected"));
    }

    private static RecordedEvent find(List<RecordedEvent> events, String type, String field, int value) {
        List<RecordedEvent> found = events.stream()
                .filter(event -> event.getEventType().getName().equals(type) && event.getInt(field) == value)
                .toList();
        assertThat(found).as(type).hasSize(1);
        return found.get(0);
    }

    private Path recording(String name) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Path file = folder.resolve(name).resolve(name + ".jfr");
        Files.deleteIfExists(file);
        return file;
    }

    /** What the JDK's own tool makes of it. */
    private static String printed(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jfr").toString(),
                        "print",
                        "--events",
                        "dev.replywise.*",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private void run(String name, List<String> arguments, String agent, String... steps) throws Exception {
        Path directory = folder.resolve(name);
        Files.createDirectories(directory);
        try (ScriptedServer server = ScriptedServer.builder(
                        name.equals("later") ? List.of(Script.parse(""), SCRIPT) : List.of(SCRIPT))
                .start()) {
            List<String> orders = new ArrayList<>(List.of(
                    "dialogue recorded",
                    "set mail.smtp.host localhost",
                    "set mail.smtp.port " + server.port(),
                    "set mail.smtp.localhost client.example"));
            orders.addAll(List.of(steps));
            Files.write(directory.resolve("orders.txt"), orders);
            DriverSetup setup = new DriverSetup("jfr-" + name, MailLibrary.ANGUS, agent, "", arguments, false);
            ChildJvm jvm = ChildJvm.run(
                    directory,
                    setup.arguments(directory, directory.resolve("orders.txt"), directory.resolve("results.txt")));
            assertThat(jvm.status()).as(jvm.err()).isZero();
            assertThat(jvm.err()).isEmpty();
            assertThat(Files.readString(directory.resolve("results.txt"))).doesNotContain("IllegalStateException");
        }
    }
}
