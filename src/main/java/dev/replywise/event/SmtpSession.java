package dev.replywise.event;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection as a probe sees it: matches replies to commands, keeps the state of the transaction and reports
 * events. No method throws. Calls come in the order of the dialogue, from one thread at a time.
 *
 * <p>The order of a usual connection: {@link #server}, {@link #streamsOpened}, then for each step
 * {@link #commandSent} (not for the greeting), {@link #replyAwaited} and {@link #replyRead}, then {@link #connectEnded},
 * then {@link #messageBegun}, more steps and {@link #messageEnded} for each message, and {@link #closed}. Any other order
 * is borne; a session may be used again for the next connection of the same transport.
 */
public final class SmtpSession {
    private final ReplyPipeline pipeline;
    private final Dialogue dialogue;

    SmtpSession(ReplyPipeline pipeline) {
        this.pipeline = pipeline;
        this.dialogue = new Dialogue(pipeline);
    }

    /** The server that the application asked for; may be called before the connection is made. */
    public void server(String host, int port) {
        guarded("server", () -> dialogue.server(host, port));
    }

    /**
     * The connection is made by a logging framework's mail appender, such as {@code logback}; its events carry that name,
     * so that they are not fed back into it.
     */
    public void loggingFramework(String name) {
        guarded("loggingFramework", () -> dialogue.loggingFramework(name));
    }

    /**
     * Streams were opened on a socket: once for a connection, again when it goes on over TLS (RFC 3207). Called inside a
     * read, it tells what the socket knows since a handshake that the library left to that read.
     *
     * @param peerAddress the IP address of the socket's peer, or empty
     * @param tlsProtocolVersion such as {@code TLSv1.3} or {@code 1.3}; empty without TLS
     */
    public void streamsOpened(String peerAddress, String tlsProtocolVersion) {
        guarded("streamsOpened", () -> dialogue.streamsOpened(peerAddress, tlsProtocolVersion));
    }

    /**
     * The TLS version of streams that were opened before it was known.
     *
     * @param protocolVersion such as {@code TLSv1.3} or {@code 1.3}
     */
    public void tlsEstablished(String protocolVersion) {
        guarded("tlsEstablished", () -> dialogue.tlsEstablished(protocolVersion));
    }

    /** A line is about to be sent, a command or a step of an AUTH exchange; keeps no secret of it beyond its reply. */
    public void commandSent(byte[] line) {
        try {
            dialogue.commandSent(line);
        } catch (Throwable failure) {
            pipeline.suppress("SmtpSession.commandSent", failure);
        }
    }

    /**
     * Octets were written, of the body or of a command; the clock of the reply starts at the last of them. Cheap enough
     * to be called at each write.
     */
    public void bodyWritten() {
        dialogue.bodyWritten();
    }

    /** Writing a command or the body failed, with what the socket threw; not for failures of the message's own data. */
    public void writeFailed(Throwable failure) {
        guarded("writeFailed", () -> dialogue.writeFailed(failure));
    }

    /** The library begins to read a reply: the pending command, if any, is now answered by what comes. */
    public void replyAwaited() {
        try {
            dialogue.replyAwaited();
        } catch (Throwable failure) {
            pipeline.suppress("SmtpSession.replyAwaited", failure);
        }
    }

    /**
     * The library ended reading a reply.
     *
     * @param code what the library made of it; -1 at the end of the stream
     * @param text what was read, all lines with codes; may be partial or empty
     * @param failure what reading threw, or null
     */
    public void replyRead(int code, String text, @Nullable Throwable failure) {
        try {
            dialogue.replyRead(code, text, failure);
        } catch (Throwable ours) {
            pipeline.suppress("SmtpSession.replyRead", ours);
        }
    }

    /** Whether the reply being read answers STARTTLS, so that a look for octets behind it is worth while. */
    public boolean answersStarttls() {
        return dialogue.answersStarttls();
    }

    /**
     * Octets in plain text lie behind the reply to STARTTLS: somebody injected them (RFC 3207 §4.2). Called between
     * {@link #replyAwaited} and {@link #replyRead} it marks that reply, else the next one.
     */
    public void plaintextBehindStarttls() {
        guarded("plaintextBehindStarttls", dialogue::plaintextBehindStarttls);
    }

    /** {@code sendMessage} began. */
    public void messageBegun() {
        guarded("messageBegun", () -> dialogue.messageBegun(null));
    }

    /**
     * {@code sendMessage} began, with a message whose headers can be read.
     *
     * @param headerReader the value of a header, null or empty when there is none; called until the message has ended
     */
    public void messageBegun(Function<String, @Nullable String> headerReader) {
        guarded("messageBegun", () -> dialogue.messageBegun(headerReader));
    }

    /**
     * {@code sendMessage} ended.
     *
     * @param messageId the Message-ID as it is now; empty when there is none
     * @param recipients how many it was called with
     * @param failure what it threw, or null
     */
    public void messageEnded(String messageId, int recipients, @Nullable Throwable failure) {
        guarded("messageEnded", () -> dialogue.messageEnded(messageId, recipients, failure));
    }

    /**
     * The connect, with greeting, EHLO, STARTTLS and AUTH, ended.
     *
     * @param connected what it returned
     * @param failure what it threw, or null
     */
    public void connectEnded(boolean connected, @Nullable Throwable failure) {
        guarded("connectEnded", () -> dialogue.connectEnded(connected, failure));
    }

    /** The connection ends; may be called more than once, from a finalizer too. */
    public void closed() {
        guarded("closed", dialogue::closed);
    }

    private void guarded(String method, Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) {
            pipeline.suppress("SmtpSession." + method, failure);
        }
    }
}
