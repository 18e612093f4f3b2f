package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.ReplyContext;
import dev.replywise.event.AddressMode;
import dev.replywise.event.EventField;
import dev.replywise.event.EventFields;
import dev.replywise.event.EventFormat;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SessionInfo;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code classify} prints and what the agent logs must not drift apart. */
class EventAgreementTest {
    private static final Set<String> NOT_IN_LOGS = Set.of("reply");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "250 2.0.0 Ok: queued as 4C1",
                "551 5.1.6 User not local; please try <jane@new.example>",
                "550 5.1.1 <joe@example.org>: User unknown",
                "450 4.2.0 Greylisted, try again in 300 seconds",
                "552 5.3.4 Message size exceeds fixed limit of 10485760 bytes",
                "550 4.1.1 codes that differ",
                "nonsense"
            })
    void theSameKeysHaveTheSameValues(String text) {
        SmtpReply reply = ReplyParser.parse(text);
        ReplyContext context = ReplyContext.of(SmtpCommand.RCPT);
        ReplyEvent event = ReplyEvent.builder()
                .timestampMillis(0)
                .session(SessionInfo.of("", "", 0, "", ""))
                .command(SmtpCommand.RCPT)
                .reply(reply)
                .classification(ReplyClassifier.builtIn().classify(reply, context))
                .build();
        EventFormat format =
                EventFormat.DEFAULT.toBuilder().addresses(AddressMode.FULL).build();
        String json = "{\"command\": \"RCPT\", \"reply\": \"" + text + "\"}";
        Map<String, Object> printed =
                CommandLineRun.withInput(json, "classify").objects().get(0);

        for (EventField field : new EventFields(format).record(event).fields()) {
            boolean meaning = field.key()
                            .matches("smtp\\.(command|cause|advice|retry|forward_path|fact|anomaly|queue_id).*")
                    || (field.key().startsWith("smtp.response.") && !field.key().endsWith(".text"));
            if (meaning) {
                assertThat(printed).containsEntry(field.key(), field.value());
            }
        }
        assertThat(printed.keySet())
                .allSatisfy(key -> assertThat(NOT_IN_LOGS.contains(key)
                                || new EventFields(format)
                                        .record(event)
                                        .value(key)
                                        .isPresent())
                        .as(key)
                        .isTrue());
    }
}
