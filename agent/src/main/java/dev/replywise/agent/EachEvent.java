package dev.replywise.agent;

import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SmtpEventListener;

/** A listener to which one event is like the other. */
abstract class EachEvent implements SmtpEventListener {
    /** An event came, on the thread that sends. */
    abstract void seen();

    @Override
    public final void onReply(ReplyEvent event) {
        seen();
    }

    @Override
    public final void onMessage(MessageEvent event) {
        seen();
    }

    @Override
    public final void onConnection(ConnectionEvent event) {
        seen();
    }
}
