package dev.replywise.agent;

import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SmtpEventListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a task when the first event comes. Thread-safe. */
final class FirstEvent implements SmtpEventListener {
    private final AtomicBoolean seen = new AtomicBoolean();
    private final Runnable task;

    FirstEvent(Runnable task) {
        this.task = task;
    }

    @Override
    public void onReply(ReplyEvent event) {
        seen();
    }

    @Override
    public void onMessage(MessageEvent event) {
        seen();
    }

    @Override
    public void onConnection(ConnectionEvent event) {
        seen();
    }

    private void seen() {
        if (!seen.get() && seen.compareAndSet(false, true)) {
            task.run();
        }
    }
}
