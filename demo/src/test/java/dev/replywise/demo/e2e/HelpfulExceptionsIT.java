package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With {@code exceptions=suppressed} the advice stands in the stack traces that the application prints, and nothing else
 * about its exceptions changes, whichever mail library throws them.
 */
class HelpfulExceptionsIT {
    private static final String OURS = "Suppressed: java.lang.Exception: Replywise: ";
    private static final Pattern SUPPRESSED = Pattern.compile("(?m)^ +suppressed 1\n");

    @ParameterizedTest
    @EnumSource(MailLibrary.class)
    void advice(MailLibrary library) throws Exception {
        List<Dialogue> dialogues = Dialogue.all().stream()
                .filter(dialogue -> dialogue.runsWith(library))
                // Waiting for timeouts adds nothing here but time.
                .filter(dialogue -> !String.join("\n", dialogue.scripts()).contains("hang")
                        && !dialogue.option("port").equals("deaf"))
                .toList();
        DialogueRun bare = run(library, "bare", DriverSetup.NO_AGENT, dialogues);
        DialogueRun explained = run(library, "explained", "log=off,metrics=off,exceptions=suppressed", dialogues);

        assertThat(explained.jvm().status()).as(explained.jvm().err()).isZero();
        assertThat(explained.jvm().err()).isEqualTo(bare.jvm().err());
        for (Dialogue dialogue : dialogues) {
            assertThat(SUPPRESSED.matcher(explained.results(dialogue)).replaceAll(""))
                    .as(dialogue.name())
                    .isEqualTo(bare.results(dialogue));
            checkWords(library, dialogue, explained);
        }
        checkTraces(bare.jvm().out(), explained.jvm().out());
        checkSamples(explained.jvm().out());
        if (library == MailLibrary.ANGUS) {
            checkPage(explained.jvm().out());
        }
    }

    private static DialogueRun run(MailLibrary library, String name, String agent, List<Dialogue> dialogues)
            throws Exception {
        return DialogueRun.of(
                new DriverSetup(
                        "exceptions-" + library.id() + "-" + name,
                        library,
                        agent,
                        "",
                        List.of("-Ddriver.traces=true"),
                        false),
                dialogues);
    }

    /** An exception is explained where an event tells a failure of the message or the connection, and only there. */
    private static void checkWords(MailLibrary library, Dialogue dialogue, DialogueRun explained) {
        // With mail.smtp.reportsuccess an exception tells of success, which needs no advice.
        boolean thrown = explained.results(dialogue).contains("Exception")
                && !dialogue.name().equals("success reported as an exception");
        boolean told = SUPPRESSED.matcher(explained.results(dialogue)).find();
        assertThat(told).as(library.id() + " " + dialogue.name()).isEqualTo(thrown);
    }

    /** Apart from what is ours, and from line numbers of methods that carry advice, the traces are the same. */
    private static void checkTraces(String bare, String explained) {
        List<String> without = new ArrayList<>();
        boolean ours = false;
        for (String line : explained.lines().toList()) {
            boolean begins = line.contains(OURS) || line.startsWith(">> copy");
            ours = begins || (ours && line.startsWith("\t\t"));
            if (!ours) {
                without.add(line);
            }
        }
        assertThat(without.stream().filter(HelpfulExceptionsIT::isSure).toList())
                .isEqualTo(bare.lines().filter(HelpfulExceptionsIT::isSure).toList());
        assertThat(count(explained, ">> copy: java.lang.Exception: Replywise: "))
                .isEqualTo(count(explained, OURS));
    }

    /**
     * Ports, and what the system says of a broken connection, differ from run to run; the stream that carries the session
     * is always a frame of a failed write.
     */
    private static boolean isSure(String line) {
        return !line.startsWith("\tat java.")
                && !line.startsWith("\tat dev.replywise.agent.hook.Carrier.")
                && !line.startsWith("\t... ")
                && !line.matches(".*(localhost|port|Socket|Broken).*");
    }

    private static void checkSamples(String out) {
        assertThat(trace(out, "moved 551"))
                .containsPattern(
                        "\tSuppressed: java.lang.Exception: Replywise: 551 to RCPT j\\*\\*\\*@old\\.example from"
                                + " localhost:\\d+, permanent, mailbox-moved: resend to the forwarding address"
                                + " j\\*\\*\\*@new\\.example and update the contact\\.");
        // A line for each recipient that was refused.
        assertThat(trace(out, "partial send"))
                .containsPattern(OURS + "550 to RCPT .*, mailbox-unknown: .*\n\t\t450 to RCPT .*, mailbox-full: ");
        assertThat(trace(out, "a hundred recipients, every one refused")).contains("\n\t\tand 95 more\n");
        // Where no reply came there is advice as well.
        assertThat(trace(out, "nothing listens")).contains(OURS + "no connection to ", ", connect-refused: ");
    }

    /** The page shows a trace as it is, but for the port and the application's own frames. */
    private static void checkPage(String out) throws Exception {
        String page = Files.readString(Path.of("../docs/exceptions.md"));
        String shown = page.split("(?m)^```.*\n")[1];
        String real = trace(out, "moved 551").replaceAll("localhost:\\d+", "localhost:2525");
        for (String line : shown.split("\n")) {
            if (!line.contains("com.example.shop") && !line.contains("more")) {
                assertThat(real).contains(line.replace("    ", "\t"));
            }
        }
    }

    private static String trace(String out, String dialogue) {
        return Arrays.stream(out.split("(?m)^>> "))
                .filter(part -> part.startsWith(dialogue + ":"))
                .findFirst()
                .orElse("");
    }

    private static int count(String text, String part) {
        Matcher matcher = Pattern.compile(Pattern.quote(part)).matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
