package dev.replywise.sink.console;

import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SmtpEvent;
import dev.replywise.reply.SmtpReply;

/** An event that is kept for a while, with its texts cut to a size that allows that. Immutable. */
final class KeptEvent {
    /** UTF-16 units of a server's text; the events' own field has 1,000. */
    static final int LONGEST_TEXT = 1_200;

    /** Message ids are shorter; RFC 5322 §2.1.1 allows lines of 998. */
    static final int LONGEST_ID = 512;

    private final long id;
    private final SmtpEvent event;

    private KeptEvent(long id, SmtpEvent event) {
        this.id = id;
        this.event = event;
    }

    /**
     * Keeps an event.
     *
     * @param id by which the page asks for it
     */
    static KeptEvent of(long id, ReplyEvent event) {
        SmtpReply reply = event.reply().shortened(LONGEST_TEXT);
        if (reply == event.reply() && event.messageId().length() <= LONGEST_ID) {
            return new KeptEvent(id, event);
        }
        return new KeptEvent(
                id,
                ReplyEvent.builder()
                        .timestampMillis(event.timestampMillis())
                        .session(event.session())
                        .command(event.command())
                        .reply(reply)
                        .classification(event.classification())
                        .durationNanos(event.durationNanos())
                        .recipient(event.recipient())
                        .sender(event.sender())
                        .messageId(cut(event.messageId()))
                        .secondary(event.secondary())
                        .anomalies(event.anomalies())
                        .build());
    }

    static KeptEvent of(long id, MessageEvent event) {
        return new KeptEvent(id, event);
    }

    static KeptEvent of(long id, ConnectionEvent event) {
        if (event.errorMessage().length() <= LONGEST_TEXT) {
            return new KeptEvent(id, event);
        }
        int blank = event.errorMessage().lastIndexOf(' ', LONGEST_TEXT);
        return new KeptEvent(
                id,
                ConnectionEvent.builder()
                        .timestampMillis(event.timestampMillis())
                        .session(event.session())
                        .connected(event.connected())
                        .command(event.command())
                        .classification(event.classification())
                        .errorType(event.errorType())
                        .errorMessage(event.errorMessage().substring(0, Math.max(0, blank)))
                        .durationNanos(event.durationNanos())
                        .sender(event.sender())
                        .messageId(cut(event.messageId()))
                        .secondary(event.secondary())
                        .build());
    }

    long id() {
        return id;
    }

    SmtpEvent event() {
        return event;
    }

    /** The {@code Message-ID}; empty when the event belongs to none. */
    String messageId() {
        if (event instanceof ReplyEvent) {
            return ((ReplyEvent) event).messageId();
        }
        return event instanceof MessageEvent
                ? ((MessageEvent) event).messageId()
                : ((ConnectionEvent) event).messageId();
    }

    private static String cut(String id) {
        return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
    }
}
