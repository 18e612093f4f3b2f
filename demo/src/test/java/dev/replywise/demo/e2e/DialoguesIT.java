package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Every dialogue with every mail library, with the agent and without it: the events are those due, every reply that the
 * server sent was logged as sent, and the application saw and did the same.
 */
class DialoguesIT {
    @TestFactory
    Stream<DynamicContainer> dialogues() throws Exception {
        List<DynamicContainer> containers = new ArrayList<>();
        for (MailLibrary library : MailLibrary.values()) {
            List<Dialogue> dialogues = Dialogue.all().stream()
                    .filter(dialogue -> dialogue.runsWith(library))
                    .toList();
            DialogueRun bare =
                    DialogueRun.of(DriverSetup.of(library.id() + "-bare", library, DriverSetup.NO_AGENT), dialogues);
            DialogueRun watched = DialogueRun.of(
                    DriverSetup.of(library.id(), library, "log=json,log.threshold=debug,addresses=full,log.file=LOG"),
                    dialogues);
            List<DynamicTest> tests = new ArrayList<>();
            tests.add(DynamicTest.dynamicTest("the JVM as a whole", () -> checkJvm(bare, watched)));
            for (Dialogue dialogue : dialogues) {
                tests.add(DynamicTest.dynamicTest(dialogue.name(), () -> check(library, dialogue, bare, watched)));
            }
            containers.add(DynamicContainer.dynamicContainer(library.id(), tests));
        }
        return containers.stream();
    }

    private static void checkJvm(DialogueRun bare, DialogueRun watched) {
        assertThat(bare.jvm().status()).as(bare.jvm().err()).isZero();
        assertThat(watched.jvm().status()).as(watched.jvm().err()).isZero();
        assertThat(watched.jvm().out()).isEqualTo(bare.jvm().out());
        assertThat(watched.jvm().err()).isEqualTo(bare.jvm().err());
        // Passwords and tokens, as they are and in the forms that AUTH LOGIN, PLAIN and XOAUTH2 send; message content.
        assertThat(watched.log())
                .doesNotContain("s3cret")
                .doesNotContain("czNjcmV0")
                .doesNotContain("MzY3JldC")
                .doesNotContain("zM2NyZXQ")
                .doesNotContain("VXNlcm5hbWU6")
                .doesNotContain("hush-hush");
    }

    private static void check(MailLibrary library, Dialogue dialogue, DialogueRun bare, DialogueRun watched) {
        assertThat(watched.results(dialogue)).as("what the application saw").isEqualTo(bare.results(dialogue));
        assertThat(watched.exchanges(dialogue).stream()
                        .map(each -> each.connection() + " " + each.verb() + " " + each.command())
                        .toList())
                .as("what the application sent")
                .isEqualTo(bare.exchanges(dialogue).stream()
                        .map(each -> each.connection() + " " + each.verb() + " " + each.command())
                        .toList());
        List<JsonNode> events = watched.events(dialogue);
        assertThat(EventLine.of(events)).as("events").isEqualTo(dialogue.events(library));
        assertThat(LoggedReplies.areBounded(events)).as("no endless text").isTrue();
        if (dialogue.option("as-sent").isEmpty()) {
            assertThat(LoggedReplies.of(events))
                    .as("replies as the server sent them")
                    .isEqualTo(LoggedReplies.expected(watched.exchanges(dialogue)));
        }
    }
}
