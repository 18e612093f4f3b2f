package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.Messages;
import dev.replywise.catalog.RetryAction;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ReplyClassifierTest {
    private final ReplyClassifier classifier = ReplyClassifier.builtIn();

    private Classification classify(String reply, SmtpCommand command) {
        return classifier.classify(ReplyParser.parse(reply), ReplyContext.of(command));
    }

    @Test
    void codeDecidesWhenNothingElseIsKnown() {
        Classification c = classify("551 zq", SmtpCommand.OTHER);

        assertThat(c.cause().id()).isEqualTo("mailbox-moved");
        assertThat(c.rule()).isEqualTo("code-551");
        assertThat(c.confidence()).isEqualTo(Confidence.LOW);
        assertThat(c.replyClass()).isEqualTo(ReplyClass.PERMANENT);
    }

    @Test
    void acceptedMessage() {
        Classification c = classify("250 2.0.0 Ok: queued as 4ABC123", SmtpCommand.END_OF_DATA);

        assertThat(c.cause().id()).isEqualTo("ok");
        assertThat(c.retry()).isEqualTo(RetryAction.NONE_NEEDED);
        assertThat(new AdviceWriter(Messages.of("en")).write(c, Collections.emptyMap()))
                .startsWith("Nothing to do");
    }

    @Test
    void noReplyHasItsOwnCauses() {
        Classification c = classifier.withoutReply("connect-refused", ReplyContext.of(SmtpCommand.CONNECT));

        assertThat(c.cause().id()).isEqualTo("connect-refused");
        assertThat(c.replyClass()).isEqualTo(ReplyClass.NONE);
    }
}
