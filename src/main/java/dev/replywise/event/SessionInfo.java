package dev.replywise.event;

import com.google.auto.value.AutoValue;

/** The connection that an event belongs to, as it was at that moment. Immutable; empty strings mean "not known". */
@AutoValue
public abstract class SessionInfo {
    /** Identifies the connection within this JVM and, by a random prefix, across JVMs. */
    public abstract String id();

    /** Host name as the application configured it. */
    public abstract String serverAddress();

    /** Port; 0 when not known. */
    public abstract int serverPort();

    /** IP address of the socket's peer. */
    public abstract String peerAddress();

    /** Such as {@code 1.3}; empty when TLS is off. */
    public abstract String tlsProtocolVersion();

    /**
     * The logging framework whose mail appender made the connection; empty for all others. An event about such a mail must
     * not go back into that framework, which would send a mail about it, and so on.
     */
    public abstract String loggingFramework();

    /** A session of which nothing but the server is known, as when no connection came about. */
    public static SessionInfo of(String id, String serverAddress, int serverPort, String peerAddress, String tls) {
        return of(id, serverAddress, serverPort, peerAddress, tls, "");
    }

    /** A session that a logging framework made. */
    public static SessionInfo of(
            String id, String serverAddress, int serverPort, String peerAddress, String tls, String loggingFramework) {
        return new AutoValue_SessionInfo(id, serverAddress, serverPort, peerAddress, tls, loggingFramework);
    }
}
