package dev.replywise.agent.hook;

import dev.replywise.event.SmtpSession;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code protocolConnect}: the only place that knows host and failure when no stream is ever opened. Kept
 * with the thread until it ends, because a listener may itself send mail meanwhile.
 */
final class ConnectAttempt implements Function<Object[], @Nullable Object> {
    private static final ThreadLocal<@Nullable ConnectAttempt> INNERMOST = new ThreadLocal<>();

    private final Object transport;
    private final SmtpSession session;
    private final ClassLoader library;
    private final String host;
    private final boolean portGiven;
    private final @Nullable ConnectAttempt outer;
    private boolean streamsOpened;

    private ConnectAttempt(
            Object transport,
            SmtpSession session,
            ClassLoader library,
            String host,
            boolean portGiven,
            @Nullable ConnectAttempt outer) {
        this.portGiven = portGiven;
        this.transport = transport;
        this.session = session;
        this.library = library;
        this.host = host;
        this.outer = outer;
    }

    static ConnectAttempt begin(Object transport, SmtpSession session, ClassLoader library, String host, int port) {
        ConnectAttempt attempt = new ConnectAttempt(transport, session, library, host, port > 0, INNERMOST.get());
        INNERMOST.set(attempt);
        return attempt;
    }

    /** The innermost attempt of this thread, if it is of this transport. */
    static @Nullable ConnectAttempt of(Object transport) {
        ConnectAttempt innermost = INNERMOST.get();
        return innermost != null && innermost.transport == transport ? innermost : null;
    }

    SmtpSession session() {
        return session;
    }

    /** As the application gave it; may be empty. */
    String host() {
        return host;
    }

    /** Whether the application gave a port to the call itself. */
    boolean isPortGiven() {
        return portGiven;
    }

    void streamsOpened() {
        streamsOpened = true;
    }

    /** The attempt ended: port, whether it came about, exception or null. */
    @Override
    public @Nullable Object apply(Object[] call) {
        if (outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(outer);
        }
        ClassLoader before = MailLibrary.enter(library);
        try {
            ended((Integer) call[0], (Boolean) call[1], (Throwable) call[2]);
        } catch (Throwable failure) {
            SuppressedErrors.count(failure);
        } finally {
            MailLibrary.leave(before);
        }
        return null;
    }

    private void ended(int port, boolean connected, @Nullable Throwable failure) {
        if (!streamsOpened) {
            if (failure == null) {
                // The library wants a password first and asks again; nothing was tried yet.
                return;
            }
            session.server(host.isEmpty() ? "localhost" : host, Math.max(port, 0));
        }
        session.connectEnded(connected, failure);
    }
}
