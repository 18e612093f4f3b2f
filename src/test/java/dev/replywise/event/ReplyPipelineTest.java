package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.classify.ReplyClassifier;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyPipelineTest {
    private final Script script = new Script();

    @Test
    void failingListenerHarmsNobodyAndIsSaidOnce() {
        RecordingListener after = new RecordingListener();
        script.pipeline.addListener(new SmtpEventListener() {
            @Override
            public void onReply(ReplyEvent event) {
                throw new StackOverflowError("deep");
            }
        });
        script.pipeline.addListener(after);

        script.opened().reply("220 mx.example.com").step("NOOP", "250 Ok");

        assertThat(after.lines()).containsExactly("CONNECT 220", "NOOP 250");
        assertThat(script.pipeline.suppressedErrors()).isEqualTo(2);
        assertThat(script.problems)
                .singleElement()
                .asString()
                .contains("StackOverflowError")
                .contains("deep");
    }

    @Test
    void reporterThatFailsHarmsNobody() {
        ReplyPipeline pipeline = new ReplyPipeline(ReplyClassifier.builtIn(), problem -> {
            throw new IllegalStateException("standard error is closed");
        });
        pipeline.addListener(new SmtpEventListener() {
            @Override
            public void onReply(ReplyEvent event) {
                throw new IllegalStateException();
            }
        });
        SmtpSession session = pipeline.newSession();
        session.replyRead(250, "250 Ok\n", null);

        assertThat(pipeline.suppressedErrors()).isEqualTo(2);
    }

    @Test
    void removedListenerHearsNothing() {
        script.pipeline.removeListener(script.seen);
        script.opened().reply("220 mx.example.com");

        assertThat(script.seen.events).isEmpty();
    }

    @Test
    void failingLabelsCostOnlyTheLabels() {
        script.pipeline.setLabels(LabelSource.of(List.of(), List.of("tenant"), key -> {
            throw new IllegalStateException("no context");
        }));
        script.opened().reply("220 mx.example.com");

        assertThat(script.seen.lines()).containsExactly("CONNECT 220");
        assertThat(script.seen.events.get(0).labels()).isEmpty();
        assertThat(script.problems).hasSize(1);
    }

    @Test
    void serversRememberedAreBounded() {
        StarttlsMemory memory = new StarttlsMemory();
        for (int i = 0; i < 5000; i++) {
            memory.offered("mx" + i + ".example.com:25");
            memory.hasOffered("mx0.example.com:25");
        }

        assertThat(memory.hasOffered("mx0.example.com:25"))
                .as("one that is met often")
                .isTrue();
        assertThat(memory.hasOffered("mx1.example.com:25")).isFalse();
        assertThat(memory.hasOffered("mx4999.example.com:25")).isTrue();
    }
}
