package dev.replywise.agent.hook;

import dev.replywise.event.SmtpSession;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the mail library's field for the stream to the server and so carries the session's state, without a map,
 * a new field or a type that the library would have to see: advice finds it there and knows it as a {@link Function}.
 * As a stream it hands everything on unchanged.
 *
 * <p>Used by one thread at a time, like the connection itself. {@link #apply} never throws.
 */
final class Carrier extends FilterOutputStream implements Function<Object[], @Nullable Object> {
    static final String COMMAND = "command";
    static final String AWAIT = "await";
    static final String REPLY = "reply";
    static final String MESSAGE = "message";
    static final String MESSAGE_END = "message-end";
    static final String CLOSE = "close";

    private final SmtpSession session;
    private final ClassLoader library;
    private @Nullable Socket handshaking;
    private boolean closed;

    Carrier(OutputStream out, SmtpSession session, ClassLoader library, @Nullable Socket socket) {
        super(out);
        this.session = session;
        this.library = library;
        if (socket instanceof SSLSocket && !TlsVersion.handshakeEnded(socket)) {
            handshaking = socket;
        }
        session.streamsOpened(address(socket), handshaking == null && socket != null ? TlsVersion.of(socket) : "");
    }

    private static String address(@Nullable Socket socket) {
        InetAddress address = socket == null ? null : socket.getInetAddress();
        return address == null ? "" : address.getHostAddress();
    }

    SmtpSession session() {
        return session;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void write(int octet) throws IOException {
        try {
            out.write(octet);
        } catch (IOException failure) {
            session.writeFailed(failure);
            throw failure;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException failure) {
            session.writeFailed(failure);
            throw failure;
        }
    }

    /** The library flushes each command and each chunk of a body: this is when its last octet went out. */
    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException failure) {
            session.writeFailed(failure);
            throw failure;
        }
        session.bodyWritten();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    @Override
    public @Nullable Object apply(Object[] call) {
        ClassLoader before = MailLibrary.enter(library);
        try {
            switch ((String) call[0]) {
                case COMMAND:
                    session.commandSent((byte[]) call[1]);
                    break;
                case AWAIT:
                    session.replyAwaited();
                    break;
                case REPLY:
                    reply((Integer) call[1], (String) call[2], (InputStream) call[3], (Throwable) call[4]);
                    break;
                case MESSAGE:
                    session.messageBegun(MessageHeaders.of(call[1]));
                    break;
                case MESSAGE_END:
                    session.messageEnded(MessageHeaders.of(call[1]).messageId(), count(call[2]), (Throwable) call[3]);
                    break;
                case CLOSE:
                    closed = true;
                    session.closed();
                    break;
                default:
                    throw new IllegalArgumentException("call " + call[0]);
            }
        } catch (Throwable failure) {
            SuppressedErrors.count(failure);
        } finally {
            MailLibrary.leave(before);
        }
        return null;
    }

    private void reply(int code, @Nullable String text, @Nullable InputStream input, @Nullable Throwable failure)
            throws IOException {
        Socket socket = handshaking;
        if (socket != null && failure == null) {
            // Old libraries leave the handshake to the first read; now that it has ended, asking is safe.
            handshaking = null;
            session.tlsEstablished(TlsVersion.of(socket));
        }
        if (input != null && session.answersStarttls() && input.available() > 0) {
            session.plaintextBehindStarttls();
        }
        session.replyRead(code, text == null ? "" : text, failure);
    }

    private static int count(@Nullable Object addresses) {
        return addresses == null ? 0 : Array.getLength(addresses);
    }
}
