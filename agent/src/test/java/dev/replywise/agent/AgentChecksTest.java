package dev.replywise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} with what the agent looks at. */
class AgentChecksTest {
    private record Result(int status, String out) {}

    private static Result check(String options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Main.run(
                new String[] {"check", options}, InputStream.nullInputStream(), stream, stream, AgentChecks.all());
        return new Result(status, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void defaultsAreFine() {
        Result result = check("");

        assertThat(result.status()).isZero();
        assertThat(result.out().lines()).allMatch(line -> line.matches("(ok|warn|fail) +\\S+ +\\S.*"));
        assertThat(result.out())
                .contains("ok    options         none is given: all defaults\n")
                .contains("ok    hook            a sample transport is hooked; ")
                .contains("ok    log             auto: ", "cannot be known here\n")
                .contains(
                        "ok    metrics         auto: JMX beans dev.replywise:*, and the first of these that is in use: ");
    }

    @Test
    void optionsOfAllPlacesAreLookedAt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("replywise.properties"), "locale=tr\nlog=jsn\naddresses.key=k1\n");
        System.setProperty("replywise.log.storm", "10");
        try {
            Result result = check("addresses=hash,config=" + file);

            assertThat(result.status()).isEqualTo(Main.NO);
            assertThat(result.out())
                    .containsPattern("fail  options +option 'log' in the options file has the bad value 'jsn'.*'json'")
                    .contains("addresses=hash (the agent argument)")
                    .contains("log.storm=10 (the system properties)")
                    .contains("locale=tr (the options file)")
                    .contains("addresses.key=*** (the options file)")
                    .doesNotContain("k1");
        } finally {
            System.clearProperty("replywise.log.storm");
        }
    }

    @Test
    void anOptionsFileThatIsNotThereFails(@TempDir Path folder) {
        Result result = check("config=" + folder.resolve("none"));

        assertThat(result.status()).isEqualTo(Main.NO);
        assertThat(result.out()).contains("fail  options ", "there is no such file");
    }

    @Test
    void whatIsHookedOfNothingIsSaid() {
        Result result = check("enabled=false");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("warn  options         enabled=false: nothing is hooked\n")
                .doesNotContain("  hook ");
    }

    @Test
    void aTakenPortFailsAndAFreeOneDoesNot() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Result result = check("prometheus.port=" + taken.getLocalPort());

            assertThat(result.status()).isEqualTo(Main.NO);
            assertThat(result.out())
                    .contains("fail  prometheus      127.0.0.1:" + taken.getLocalPort() + " cannot be listened on: ");
        }
        Result free = check("prometheus.port=0");
        assertThat(free.status()).isZero();
        assertThat(free.out()).contains("ok    prometheus      any free port of 127.0.0.1; ");
    }

    @Test
    void aScrapeEndpointThatWillNotBeThereIsWarnedOf() {
        assertThat(check("metrics=prometheus").out()).contains("warn  prometheus      metrics=prometheus needs ");
        assertThat(check("metrics=jmx,prometheus.port=0").out())
                .contains("warn  prometheus      prometheus.port is not used, as metrics=jmx ");
    }

    @Test
    void eachPlaceThatMetricsNameIsListed() {
        assertThat(check("metrics=micrometer+jmx").out())
                .contains("ok    metrics         jmx: JMX beans dev.replywise:*\n")
                .contains("ok    metrics         micrometer: looked for with the first mail and from then on\n");
        assertThat(check("metrics=off").out()).contains("ok    metrics         off\n");
    }

    @Test
    void theLogFileMustBeOneThatCanBeMade(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "");

        assertThat(check("log=json,log.file=" + file).out())
                .contains("ok    log             JSON lines to " + file + "\n")
                .contains("ok    log.file        " + file + " can be appended to\n");
        assertThat(check("log.file=" + folder.resolve("new/events.json")).out()).contains("events.json can be made\n");
        assertThat(folder.resolve("new")).doesNotExist();

        Result behindAFile = check("log.file=" + file.resolve("events.json"));
        assertThat(behindAFile.status()).isEqualTo(Main.NO);
        assertThat(behindAFile.out()).contains("fail  log.file ", file + " is in the way");
        assertThat(check("log.file=" + folder).out()).contains("fail  log.file ", " is a folder");
    }

    @Test
    void rulesOfTheOptionAreLookedAt(@TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), """
                - id: broken
                  cause: no-such-cause
                  when:
                    any: ["x"]
                """);

        Result result = check("rules=" + rules);

        assertThat(result.status()).isEqualTo(Main.NO);
        assertThat(result.out()).contains("fail  rules           " + rules + ":1: there is no cause 'no-such-cause'");
    }

    @Test
    void theLivePageIsLookedAt() throws IOException {
        assertThat(check("").out()).doesNotContain("  console  ");
        assertThat(check("console.port=0").out())
                .contains("ok    console         any free port of 127.0.0.1; the JMX bean type=Agent names it\n")
                .doesNotContain("password");
        assertThat(check("console.port=0,console.host=0.0.0.0").out())
                .contains(
                        "warn  console         whoever reaches 0.0.0.0 can read the live page: it asks for no password\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Result result = check("console.port=" + taken.getLocalPort());

            assertThat(result.status()).isEqualTo(Main.NO);
            assertThat(result.out()).contains("fail  console         127.0.0.1:" + taken.getLocalPort() + " cannot");
        }
    }

    @Test
    void theOtlpBackEndIsLookedForOnlyIfAskedFor() throws IOException {
        assertThat(check("").out()).doesNotContain("otlp      ");
        try (ServerSocket backEnd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String endpoint = "http://localhost:" + backEnd.getLocalPort();
            assertThat(checkWith("otel.exporter.otlp.endpoint", endpoint))
                    .contains("ok    otlp            " + endpoint + " can be connected to");
        }
        assertThat(checkWith("otel.exporter.otlp.endpoint", "http://localhost:1"))
                .contains("warn  otlp            http://localhost:1 cannot be connected to now");
        assertThat(checkWith("otel.exporter.otlp.endpoint", "collector:4318"))
                .contains("fail  otlp            collector:4318 is no address of a back end");
        assertThat(checkWith("otel.sdk.disabled", "true")).contains("warn  otlp            OTEL_SDK_DISABLED=true");
    }

    private static String checkWith(String property, String value) {
        System.setProperty(property, value);
        try {
            return check("metrics=otlp").out();
        } finally {
            System.clearProperty(property);
        }
    }
}
