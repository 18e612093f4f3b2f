package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.classify.ReplyClassifier;
import dev.replywise.event.Script.MessagingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What rides on the exception in which a framework collects those of several messages. */
class CollectedNotesTest {
    private final Exception collection = new Exception("Failed messages: two");

    @Test
    void theSameSuppressedExceptionRidesOnBoth() {
        MessagingException one = refused("550 5.1.1 Unknown");
        MessagingException two = refused("450 4.2.2 Full");
        one.addSuppressed(new IllegalStateException("the application's own"));

        collect(one, null, two, one);

        assertThat(collection.getSuppressed()).containsExactly(one.getSuppressed()[0], two.getSuppressed()[0]);
        assertThat(collection).hasMessage("Failed messages: two").hasNoCause();
    }

    @Test
    void onceThoughConstructorsCallOneAnother() {
        MessagingException one = refused("550 5.1.1 Unknown");

        collect(one);
        collect(one);

        assertThat(collection.getSuppressed()).hasSize(1);
    }

    @Test
    void whatACauseShowsIsNotSaidAgain() {
        MessagingException one = refused("550 5.1.1 Unknown");
        collection.initCause(new IllegalStateException("not sent", one));

        collect(one, refused("450 4.2.2 Full"));

        assertThat(collection.getSuppressed()).hasSize(1);
        assertThat(collection.getSuppressed()[0]).hasMessageStartingWith("Replywise: 450 to RCPT");
    }

    @Test
    void fiveAndHowManyMore() {
        Throwable[] collected = new Throwable[7];
        Arrays.setAll(collected, i -> refused("550 5.1.1 Unknown"));

        collect(collected);

        assertThat(collection.getSuppressed()).hasSize(6);
        assertThat(collection.getSuppressed()[5]).hasMessage("Replywise: and 2 more");
        assertThat(collection.getSuppressed()[5].getStackTrace()).isEmpty();
    }

    @Test
    void nothingUnlessAskedFor() {
        new ReplyPipeline(ReplyClassifier.builtIn())
                .explainCollection(collection, new Throwable[] {refused("550 5.1.1 Unknown")});

        assertThat(collection).hasNoSuppressedExceptions();
    }

    private void collect(@Nullable Throwable... collected) {
        ReplyPipeline pipeline = new ReplyPipeline(ReplyClassifier.builtIn());
        pipeline.explainExceptions(EventFormat.DEFAULT);
        pipeline.explainCollection(collection, collected);
    }

    private static MessagingException refused(String reply) {
        MessagingException thrown = new MessagingException("Invalid Addresses");
        FailureNotesTest.explained(EventFormat.DEFAULT)
                .step("RCPT TO:<jane@old.example>", reply)
                .ended(1, thrown);
        return thrown;
    }
}
