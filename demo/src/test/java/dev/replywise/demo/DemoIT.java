package dev.replywise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as the README starts it, without Maven around it. */
class DemoIT {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void endsByItselfWithEveryReplyExplained() throws Exception {
        Path output = directory.resolve("output.txt");
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName(),
                        System.getProperty("replywise.agent.jar"),
                        Path.of(System.getProperty("replywise.build.directory"), "tls")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = demo.waitFor(60, TimeUnit.SECONDS);
        demo.destroyForcibly();
        String text = Files.readString(output);

        assertThat(ended).as(text).isTrue();
        assertThat(demo.exitValue()).as(text).isZero();
        assertThat(text).contains("smtp_client_replies_total{").contains("smtp_client_messages_total{");
        List<String> table = text.substring(text.indexOf("== What the events say"))
                .lines()
                .map(line -> line.replaceAll(" +", " "))
                .toList();
        assertThat(rowOf(table, "accepted")).startsWith("accepted 250 2.0.0 positive ok accepted ");
        assertThat(table).anyMatch(line -> line.contains("4XyZ1a2B3c"));
        assertThat(rowOf(table, "251")).startsWith("251 forwarded 251 2.1.5 positive ok-forwarding accepted ");
        assertThat(rowOf(table, "551")).startsWith("551 moved 551 5.1.6 permanent mailbox-moved permanent ");
        assertThat(rowOf(table, "450")).startsWith("450 greylisted 450 4.2.0 transient greylisted transient ");
        assertThat(rowOf(table, "452")).startsWith("452 too many 452 4.5.3 transient too-many-recipients transient ");
        assertThat(rowOf(table, "421")).startsWith("421 busy 421 4.3.2 transient server-");
        assertThat(rowOf(table, "535")).startsWith("535 login 535 5.7.8 permanent auth-failed - ");
        assertThat(rowOf(table, "refused login")).startsWith("refused login 534 5.7.9 permanent auth-app-password - ");
        assertThat(rowOf(table, "550 unknown"))
                .startsWith("550 unknown 550 5.1.1 permanent mailbox-unknown permanent ");
        assertThat(rowOf(table, "550 DMARC")).startsWith("550 DMARC 550 5.7.26 permanent dmarc permanent ");
        assertThat(rowOf(table, "552")).startsWith("552 too big 552 5.3.4 permanent message-too-large permanent ");
        assertThat(rowOf(table, "554")).startsWith("554 spam 554 5.7.1 permanent spam-content permanent ");
        assertThat(rowOf(table, "lost")).startsWith("lost final reply - none connection-lost unknown ");
        assertThat(rowOf(table, "connection")).startsWith("connection refused - none connect-refused - ");
        assertThat(rowOf(table, "partial")).startsWith("partial send 550 5.2.1 permanent mailbox-disabled partial ");
        assertThat(rowOf(table, "STARTTLS")).startsWith("STARTTLS 250 2.0.0 positive ok accepted ");
    }

    private static String rowOf(List<String> table, String beginning) {
        return table.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElse("");
    }
}
