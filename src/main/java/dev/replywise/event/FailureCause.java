package dev.replywise.event;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Names the cause of a failure that came as an exception, by the types in its chain; texts of the JDK and of the mail
 * libraries only decide where the types are the same. Stateless.
 */
final class FailureCause {
    static final String CONNECT_REFUSED = "connect-refused";
    static final String CONNECT_TIMEOUT = "connect-timeout";
    static final String HOST_UNRESOLVED = "host-unresolved";
    static final String CONNECTION_LOST = "connection-lost";
    static final String READ_TIMEOUT = "read-timeout";
    static final String TLS_UNTRUSTED = "tls-untrusted";
    static final String TLS_EXPIRED = "tls-expired";
    static final String TLS_HOST_MISMATCH = "tls-host-mismatch";
    static final String TLS_PROTOCOL = "tls-protocol";
    static final String TLS_PLAINTEXT = "tls-plaintext";
    static final String UNDETERMINED = "undetermined";
    /** What failed was not the connection. */
    static final String NONE = "";

    private static final int MAX_DEPTH = 16;

    private FailureCause() {}

    /** The cause of a connect that failed before there were streams, its TLS handshake included. */
    static String connecting(Throwable failure) {
        List<Throwable> chain = chain(failure);
        String tls = certificate(chain);
        if (!tls.equals(NONE)) {
            return tls;
        }
        if (has(chain, UnknownHostException.class) || has(chain, UnresolvedAddressException.class)) {
            return HOST_UNRESOLVED;
        }
        if (has(chain, SocketTimeoutException.class)) {
            // The same type for a connect without an answer and for a handshake without one.
            return has(chain, SSLException.class) || says(chain, SocketTimeoutException.class, "read")
                    ? READ_TIMEOUT
                    : CONNECT_TIMEOUT;
        }
        if (has(chain, ConnectException.class)) {
            return says(chain, ConnectException.class, "timed out") ? CONNECT_TIMEOUT : CONNECT_REFUSED;
        }
        if (has(chain, NoRouteToHostException.class)
                || says(chain, SocketException.class, "unreachable")
                || says(chain, SocketException.class, "permission denied")) {
            return CONNECT_REFUSED;
        }
        String handshake = handshake(chain);
        return handshake.equals(NONE) ? UNDETERMINED : handshake;
    }

    /** The cause of a TLS handshake that failed on a connection (RFC 3207 §4); none when no I/O failed. */
    static String startingTls(Throwable failure) {
        List<Throwable> chain = chain(failure);
        if (!has(chain, IOException.class)) {
            return NONE;
        }
        String certificate = certificate(chain);
        if (!certificate.equals(NONE)) {
            return certificate;
        }
        if (has(chain, SocketTimeoutException.class)) {
            return READ_TIMEOUT;
        }
        String handshake = handshake(chain);
        return handshake.equals(NONE) ? TLS_PROTOCOL : handshake;
    }

    /** The cause of a read that threw. */
    static String reading(Throwable failure) {
        List<Throwable> chain = chain(failure);
        if (has(chain, SocketTimeoutException.class)) {
            return READ_TIMEOUT;
        }
        String certificate = certificate(chain);
        if (!certificate.equals(NONE)) {
            return certificate;
        }
        // With TLS 1.3 the server's refusal of a handshake arrives with the first read.
        return has(chain, SSLHandshakeException.class) ? handshake(chain) : CONNECTION_LOST;
    }

    /** The cause of a send that ended while a command was being written; none when no I/O failed. */
    static String writingCommand(Throwable failure) {
        return has(chain(failure), IOException.class) ? CONNECTION_LOST : NONE;
    }

    /**
     * The cause of a send that ended while the body was being written; none when the failure looks like one of the
     * message's own data.
     */
    static String writingBody(Throwable failure) {
        List<Throwable> chain = chain(failure);
        for (Throwable link : chain) {
            boolean socket = link instanceof SocketException
                    && !(link instanceof ConnectException)
                    && !(link instanceof NoRouteToHostException);
            boolean channel = link instanceof IOException && (says(link, "broken pipe") || says(link, "reset by peer"));
            if (socket || channel || link instanceof SSLException) {
                return CONNECTION_LOST;
            }
        }
        return NONE;
    }

    /** Whether this is the mail library's general exception with nothing inside. */
    static boolean isPlain(Throwable failure) {
        return failure.getCause() == null && failure.getClass().getSimpleName().equals("MessagingException");
    }

    /** Whether the mail library says that a login was refused. */
    static boolean isRefusedLogin(Throwable failure) {
        return failure.getClass().getSimpleName().equals("AuthenticationFailedException");
    }

    /** The class name of the I/O failure inside the mail library's wrapping, or of the exception itself. */
    static String errorType(Throwable failure) {
        return essence(failure).getClass().getName();
    }

    /** The text of the same exception; empty when it has none. */
    static String errorMessage(Throwable failure) {
        String message = essence(failure).getMessage();
        return message == null ? "" : message;
    }

    private static Throwable essence(Throwable failure) {
        Throwable best = failure;
        for (Throwable link : chain(failure)) {
            if (link instanceof IOException && !link.getClass().getName().contains(".mail.")) {
                best = link;
                if (link.getClass() != IOException.class) {
                    break;
                }
            }
        }
        return best;
    }

    private static String certificate(List<Throwable> chain) {
        if (has(chain, CertificateExpiredException.class)
                || has(chain, CertificateNotYetValidException.class)
                || isOutOfTime(chain)) {
            return TLS_EXPIRED;
        }
        if (says(chain, CertificateException.class, "no subject alternative")
                || says(chain, CertificateException.class, "no name matching")
                || says(chain, CertificateException.class, "doesn't match")
                || has(chain, SSLPeerUnverifiedException.class)
                || says(chain, IOException.class, "verify identity of server")
                || says(chain, IOException.class, "check server identity")
                || says(chain, IOException.class, "server identity does not match")) {
            return TLS_HOST_MISMATCH;
        }
        if (has(chain, CertPathBuilderException.class)
                || has(chain, CertPathValidatorException.class)
                || has(chain, CertificateException.class)
                || says(chain, IOException.class, "pkix path")
                || says(chain, IOException.class, "server is not trusted")) {
            return TLS_UNTRUSTED;
        }
        return NONE;
    }

    private static boolean isOutOfTime(List<Throwable> chain) {
        for (Throwable link : chain) {
            if (link instanceof CertPathValidatorException) {
                CertPathValidatorException.Reason reason = ((CertPathValidatorException) link).getReason();
                if (reason == CertPathValidatorException.BasicReason.EXPIRED
                        || reason == CertPathValidatorException.BasicReason.NOT_YET_VALID) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String handshake(List<Throwable> chain) {
        if (says(chain, SSLException.class, "plaintext")
                || says(chain, SSLException.class, "unrecognized ssl message")
                || says(chain, SSLException.class, "not an ssl/tls record")) {
            return TLS_PLAINTEXT;
        }
        if (has(chain, SocketException.class)
                || has(chain, EOFException.class)
                || says(chain, SSLException.class, "closed connection")
                || says(chain, SSLException.class, "terminated the handshake")) {
            return CONNECTION_LOST;
        }
        return has(chain, SSLException.class) ? TLS_PROTOCOL : NONE;
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>(4);
        Throwable link = failure;
        while (link != null && chain.size() < MAX_DEPTH) {
            chain.add(link);
            link = link.getCause();
        }
        return chain;
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        for (Throwable link : chain) {
            if (type.isInstance(link)) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(List<Throwable> chain, Class<? extends Throwable> type, String words) {
        for (Throwable link : chain) {
            if (type.isInstance(link) && says(link, words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(Throwable link, String words) {
        String message = link.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains(words);
    }
}
