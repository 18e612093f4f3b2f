package dev.replywise.agent.hook;

import dev.replywise.event.ReplyPipeline;
import dev.replywise.event.SmtpSession;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What advice reaches through the bridge: begins a session for each connection. Thread-safe. */
public final class TransportProbe {
    /** The call at the beginning of {@code protocolConnect}: transport, host, port. */
    public static final String CONNECTING = "connecting";
    /** The call at the end of {@code initStreams}: transport, stream of before, socket, stream. */
    public static final String STREAMS = "streams";

    static final String BRIDGE = "dev.replywise.agent.entry.Bridge";

    private final Supplier<ReplyPipeline> pipeline;

    /** A probe that reports to what the supplier gives at the time a connection begins. */
    public TransportProbe(Supplier<ReplyPipeline> pipeline) {
        this.pipeline = pipeline;
    }

    /** A connection is about to be made; the returned function is to be called when that has ended. */
    public Function<Object[], @Nullable Object> connecting(Object transport, @Nullable String host, Integer port) {
        ClassLoader library = MailLibrary.loaderOf(transport);
        ClassLoader before = MailLibrary.enter(library);
        try {
            SmtpSession session = newSession();
            String named = host == null ? "" : host;
            if (!named.isEmpty()) {
                session.server(named, Math.max(port, 0));
            }
            return ConnectAttempt.begin(transport, session, library, named, port);
        } finally {
            MailLibrary.leave(before);
        }
    }

    /** The carrier to put in place of the stream to the server. */
    public OutputStream streams(Object[] call) {
        Object transport = call[1];
        Socket socket = (Socket) call[3];
        OutputStream out = (OutputStream) call[4];
        ClassLoader library = MailLibrary.loaderOf(transport);
        ClassLoader before = MailLibrary.enter(library);
        try {
            return new Carrier(out, sessionOf(transport, call[2], socket), library, socket);
        } finally {
            MailLibrary.leave(before);
        }
    }

    private SmtpSession sessionOf(Object transport, @Nullable Object streamBefore, @Nullable Socket socket) {
        if (streamBefore instanceof Carrier && !((Carrier) streamBefore).isClosed()) {
            return ((Carrier) streamBefore).session();
        }
        ConnectAttempt attempt = ConnectAttempt.of(transport);
        if (attempt != null) {
            attempt.streamsOpened();
            if (attempt.host().isEmpty()) {
                serverOfSocket(attempt.session(), socket);
            } else if (!attempt.isPortGiven() && socket != null) {
                // The port is a setting that the library reads by itself, later than we are called.
                attempt.session().server(attempt.host(), socket.getPort());
            }
            return attempt.session();
        }
        // Attached while the connection was open already: nobody said which host was asked for.
        SmtpSession session = newSession();
        serverOfSocket(session, socket);
        return session;
    }

    private SmtpSession newSession() {
        SmtpSession session = pipeline.get().newSession();
        String framework = LoggingFrameworks.find(Thread.currentThread().getStackTrace());
        if (!framework.isEmpty()) {
            session.loggingFramework(framework);
        }
        return session;
    }

    private static void serverOfSocket(SmtpSession session, @Nullable Socket socket) {
        SocketAddress peer = socket == null ? null : socket.getRemoteSocketAddress();
        if (peer instanceof InetSocketAddress) {
            // Not getHostName(), which may ask a name server.
            session.server(((InetSocketAddress) peer).getHostString(), ((InetSocketAddress) peer).getPort());
        }
    }
}
