package dev.replywise.agent.hook;

import java.lang.reflect.Method;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Reads the TLS version of a socket without starting a handshake, which is the library's to start and to fail. */
final class TlsVersion {
    /** Java 9 and 8u252: null before the handshake has ended, and only then. */
    private static final @Nullable Method APPLICATION_PROTOCOL = applicationProtocol();

    private TlsVersion() {}

    private static @Nullable Method applicationProtocol() {
        try {
            return SSLSocket.class.getMethod("getApplicationProtocol");
        } catch (NoSuchMethodException olderJava) {
            return null;
        }
    }

    /** Whether {@link #of} may be called. */
    static boolean handshakeEnded(Socket socket) {
        if (!(socket instanceof SSLSocket) || APPLICATION_PROTOCOL == null) {
            return false;
        }
        try {
            return APPLICATION_PROTOCOL.invoke(socket) != null;
        } catch (ReflectiveOperationException | RuntimeException unsupported) {
            return false;
        }
    }

    /** Such as {@code 1.3}; empty when TLS is off. */
    static String of(Socket socket) {
        if (!(socket instanceof SSLSocket)) {
            return "";
        }
        String protocol = ((SSLSocket) socket).getSession().getProtocol();
        if (protocol == null || !protocol.startsWith("TLSv")) {
            return "";
        }
        String version = protocol.substring("TLSv".length());
        return version.equals("1") ? "1.0" : version;
    }
}
