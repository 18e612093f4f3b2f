package dev.replywise.event;

/**
 * Receives events. Methods are called on the sending thread, which holds the mail library's monitor: they must return
 * fast. What they throw is caught, counted and said once; other listeners and the application go on.
 *
 * <p>Implementations are thread-safe: many connections report at once. Within one connection, events come in the order
 * of the dialogue: the replies of a message come before its message event.
 */
public interface SmtpEventListener {
    /** A reply came, or was due and did not come within the grammar of RFC 5321 §4.2. */
    default void onReply(ReplyEvent event) {}

    /**
     * A {@code sendMessage} begins; the message event of the same session ends it.
     *
     * @param timestampMillis since the epoch
     */
    default void onMessageBegun(SessionInfo session, long timestampMillis) {}

    /** A {@code sendMessage} ended. */
    default void onMessage(MessageEvent event) {}

    /** A connection came about, or a connect, a TLS handshake or a read failed. */
    default void onConnection(ConnectionEvent event) {}
}
