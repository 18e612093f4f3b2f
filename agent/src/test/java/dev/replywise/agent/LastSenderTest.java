package dev.replywise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.agent.bridge.Events;
import dev.replywise.agent.hook.MailLibrary;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastSenderTest {
    private final LastSender sender = new LastSender();
    private final List<@Nullable ClassLoader> seen = new ArrayList<>();
    private final Runnable task = sender.acting(() -> {
        seen.add(MailLibrary.currentLoader());
        seen.add(Thread.currentThread().getContextClassLoader());
    });

    @Test
    void tasksRunAsTheApplicationThatSentLast() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader library = new URLClassLoader(new URL[0], null);
                URLClassLoader application = new URLClassLoader(new URL[0], null)) {
            Thread.currentThread().setContextClassLoader(application);
            MailLibrary.during(library, () -> sender.onReply(Events.rcpt("550 5.1.1 Unknown")));
            Thread.currentThread().setContextClassLoader(before);
            task.run();

            assertThat(seen).containsExactly(library, application);
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
            assertThat(MailLibrary.currentLoader()).isSameAs(ClassLoader.getSystemClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void tasksRunAsTheyAreBeforeAnybodySent() {
        task.run();

        assertThat(seen)
                .containsExactly(
                        ClassLoader.getSystemClassLoader(),
                        Thread.currentThread().getContextClassLoader());
    }
}
