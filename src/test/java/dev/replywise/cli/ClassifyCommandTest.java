package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {
    @Test
    void eachLineGivesOneObjectInTheSameOrder() {
        CommandLineRun run = CommandLineRun.withInput("""
                250 2.1.5 Ok
                {"reply": "550 5.1.1 <joe@example.org>: User unknown", "command": "RCPT"}

                {"reply": "451 4.3.0 try later", "unknown": {"nested": [1]}, "tls": true}\r
                nonsense
                """, "classify");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.objects())
                .extracting(object -> object.get("reply"))
                .containsExactly(
                        "250 2.1.5 Ok",
                        "550 5.1.1 <joe@example.org>: User unknown",
                        "",
                        "451 4.3.0 try later",
                        "nonsense");
        assertThat(run.objects())
                .extracting(object -> object.get("smtp.response.class"))
                .containsExactly("positive", "permanent", "none", "transient", "none");
    }

    @Test
    void theObjectHasTheKeysOfEvents() {
        CommandLineRun run =
                CommandLineRun.withInput("{\"reply\": \"550 5.1.1 User unknown\", \"command\": \"RCPT\"}", "classify");

        assertThat(run.objects().get(0))
                .containsEntry("smtp.command", "RCPT")
                .containsEntry("smtp.response.status_code", 550L)
                .containsEntry("smtp.response.enhanced_status_code", "5.1.1")
                .containsEntry("smtp.response.class", "permanent")
                .containsEntry("smtp.cause.id", "mailbox-unknown")
                .containsKeys(
                        "smtp.cause.confidence",
                        "smtp.cause.rule",
                        "smtp.retry.action",
                        "smtp.advice.text",
                        "smtp.advice.actor",
                        "smtp.advice.url");
    }

    @Test
    void aLineOfBrokenJsonKeepsItsPlace() {
        CommandLineRun run = CommandLineRun.withInput("""
                {"reply": "250 Ok"}
                {"reply": "250
                {"reply": 7}
                {"command": "RCPT"}
                {"reply": "250 Ok"} and more
                {"reply": "451 later"}
                """, "classify");

        assertThat(run.status()).isZero();
        assertThat(run.err())
                .isEqualTo("replywise: 4 lines of JSON could not be read; their objects have the key \"error\"\n");
        List<Map<String, Object>> objects = run.objects();
        assertThat(objects).hasSize(6);
        assertThat(objects.subList(1, 5))
                .allSatisfy(object -> assertThat(object)
                        .containsKey("error")
                        .containsEntry("smtp.response.class", "none")
                        .containsEntry("smtp.cause.id", "undetermined"));
        assertThat(objects.get(1)).containsEntry("reply", "{\"reply\": \"250");
        assertThat(objects.get(5)).containsEntry("smtp.response.class", "transient");
    }

    @Test
    void whatThereIsIsWrittenBeforeMoreIsAwaited() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Integer> linesSeen = new ArrayList<>();
        Deque<String> parts = new ArrayDeque<>(List.of("250 a\n25", "0 b\n", "250 c\n250 d\n"));
        InputStream pausing = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("octet by octet");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                linesSeen.add((int) out.toString(StandardCharsets.UTF_8).lines().count());
                String part = parts.poll();
                if (part == null) {
                    return -1;
                }
                byte[] octets = part.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(octets, 0, buffer, offset, octets.length);
                return octets.length;
            }
        };

        Main.run(
                new String[] {"classify"},
                pausing,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

        assertThat(linesSeen).containsExactly(0, 1, 2, 4);
    }

    @Test
    void wordsInOtherAlphabetsAndOctetsOfNoneComeThrough() {
        byte[] latin1 = "550 Empf\u00e4nger unbekannt\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf8 = "\ufeff550 \u7528\u6237\u4e0d\u5b58\u5728\n".getBytes(StandardCharsets.UTF_8);

        assertThat(CommandLineRun.withInput(latin1, "classify").objects().get(0))
                .containsEntry("reply", "550 Empf\u00e4nger unbekannt");
        assertThat(CommandLineRun.withInput(utf8, "classify").objects().get(0))
                .containsEntry("reply", "550 \u7528\u6237\u4e0d\u5b58\u5728");
    }

    @Test
    void theCharsetOfChineseServersIsRead() {
        // In this charset the second octet of a character may be a backslash, which JSON would read as an escape.
        String words = "535 \u767b\u5f55\u5931\u8d25,\u8bf7\u4f7f\u7528\u6388\u6743\u7801\u767b\u5f55\u5213";
        String input = words + "\n{\"reply\": \"" + words + "\", \"command\": \"AUTH\"}\n";
        byte[] gbk = input.getBytes(Charset.forName("GBK"));
        assertThat(gbk).contains('\\');

        assertThat(CommandLineRun.withInput(gbk, "classify").objects())
                .hasSize(2)
                .allSatisfy(object -> assertThat(object)
                        .containsEntry("reply", words)
                        .containsEntry("smtp.cause.id", "auth-app-password")
                        .containsEntry("smtp.cause.confidence", "high"));
    }

    @Test
    void theOutputIsPlainWhateverTheInputHolds() {
        String hostile = "550 \u001b[31m \u009b \u202e \u2028 \u007f";
        CommandLineRun run = CommandLineRun.withInput(hostile + "\n{\"reply\": \"550 \\ud800 x\"}\n", "classify");

        assertThat(run.out()).doesNotContain("\u001b", "\u009b", "\u202e", "\u2028", "\u007f");
        assertThat(run.objects().get(0)).containsEntry("reply", hostile);
        assertThat(run.objects().get(1)).containsEntry("reply", "550 \ud800 x");
    }

    @Test
    void addressesAreShownAsAsked() {
        String line = "{\"reply\": \"550 5.1.1 <joe.doe@example.org>: User unknown\", \"recipient\":"
                + " \"joe.doe@example.org\"}";

        assertThat(CommandLineRun.withInput(line, "classify").objects().get(0))
                .containsEntry("smtp.recipient.address", "joe.doe@example.org")
                .containsEntry("smtp.recipient.domain", "example.org");
        assertThat(CommandLineRun.withInput(line, "classify", "--addresses", "masked")
                        .out())
                .contains("j***@example.org")
                .doesNotContain("joe.doe");
    }

    @Test
    void aUsersRulesAreTriedFirst(@TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), """
                - id: own-rule
                  cause: greylisted
                  when:
                    any: ["come back tomorrow"]
                  samples:
                    - "450 come back tomorrow"
                - id: broken
                  cause: no-such-cause
                  when:
                    any: ["x"]
                """);
        CommandLineRun run =
                CommandLineRun.withInput("450 4.2.0 come back tomorrow\n", "classify", "--rules", rules.toString());

        assertThat(run.objects().get(0))
                .containsEntry("smtp.cause.id", "greylisted")
                .containsEntry("smtp.cause.rule", "own-rule");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("rules.yaml:7");
    }

    @Test
    void itEndsWhenNobodyReadsTheOutput() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new String[] {"classify"},
                new ByteArrayInputStream("250 a\n".repeat(100_000).getBytes(StandardCharsets.UTF_8)),
                new PrintStream(closed, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8));

        assertThat(status).isEqualTo(Main.NO);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("replywise: standard output was closed after ");
    }
}
