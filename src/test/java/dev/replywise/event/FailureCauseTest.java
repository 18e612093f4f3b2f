package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.Script.MessagingException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureCauseTest {
    static Stream<Arguments> connects() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), "connect-refused"),
                Arguments.of(new ConnectException("Connection timed out"), "connect-timeout"),
                Arguments.of(new NoRouteToHostException("No route to host"), "connect-refused"),
                Arguments.of(new SocketException("Network is unreachable"), "connect-refused"),
                Arguments.of(new SocketTimeoutException("connect timed out"), "connect-timeout"),
                Arguments.of(new SocketTimeoutException("Connect timed out"), "connect-timeout"),
                Arguments.of(new SocketTimeoutException("Read timed out"), "read-timeout"),
                Arguments.of(new SocketTimeoutException(), "connect-timeout"),
                Arguments.of(new UnknownHostException("mx.example.com"), "host-unresolved"),
                Arguments.of(new SocketException("Connection reset"), "connection-lost"),
                Arguments.of(new IllegalArgumentException("port out of range:99999"), "undetermined"),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), "tls-plaintext"),
                Arguments.of(new SSLException("Unrecognized SSL message, plaintext connection?"), "tls-plaintext"));
    }

    static Stream<Arguments> handshakes() {
        return Stream.of(
                Arguments.of(
                        caused(
                                new SSLHandshakeException("PKIX path building failed"),
                                new CertPathBuilderException("unable to find valid certification path")),
                        "tls-untrusted"),
                Arguments.of(new IOException("Server is not trusted: mx.example.com"), "tls-untrusted"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("PKIX path validation failed"),
                                new CertPathValidatorException(
                                        "validity check failed", new CertificateExpiredException("NotAfter"))),
                        "tls-expired"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("PKIX path validation failed"),
                                new CertPathValidatorException(
                                        "validity check failed", new CertificateNotYetValidException("NotBefore"))),
                        "tls-expired"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("No name matching mx.example.com found"),
                                new CertificateException("No name matching mx.example.com found")),
                        "tls-host-mismatch"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("No subject alternative DNS name"),
                                new CertificateException("No subject alternative DNS name matching mx found.")),
                        "tls-host-mismatch"),
                Arguments.of(new IOException("Can't verify identity of server: mx.example.com"), "tls-host-mismatch"),
                Arguments.of(
                        caused(
                                new IOException("Unable to check server identity for: mx.example.com"),
                                new SSLException("Server identity does not match authentication scheme")),
                        "tls-host-mismatch"),
                Arguments.of(new SSLHandshakeException("Received fatal alert: handshake_failure"), "tls-protocol"),
                Arguments.of(new SSLHandshakeException("Received fatal alert: protocol_version"), "tls-protocol"),
                Arguments.of(new SSLHandshakeException("No appropriate protocol"), "tls-protocol"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("Remote host terminated the handshake"),
                                new EOFException("SSL peer shut down incorrectly")),
                        "connection-lost"),
                Arguments.of(new SocketTimeoutException("Read timed out"), "read-timeout"),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), "tls-plaintext"));
    }

    private static <T extends Throwable> T caused(T failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }

    @ParameterizedTest
    @MethodSource("connects")
    void causeOfAConnect(Exception failure, String cause) {
        assertThat(FailureCause.connecting(new MessagingException("Could not connect", failure)))
                .isEqualTo(cause);
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void causeOfAHandshake(Exception failure, String cause) {
        Exception wrapped = new MessagingException("Could not convert socket to TLS", failure);

        assertThat(FailureCause.startingTls(wrapped)).isEqualTo(cause);
        assertThat(FailureCause.connecting(wrapped))
                .as("on a port where TLS comes first")
                .isEqualTo(cause);
    }

    @Test
    void causeOfARead() {
        assertThat(FailureCause.reading(new MessagingException("", new SocketTimeoutException("Read timed out"))))
                .isEqualTo("read-timeout");
        assertThat(FailureCause.reading(new MessagingException("", new SocketException("Connection reset"))))
                .isEqualTo("connection-lost");
        assertThat(FailureCause.reading(
                        new MessagingException("", new SSLHandshakeException("Received fatal alert: bad_certificate"))))
                .isEqualTo("tls-protocol");
        assertThat(FailureCause.reading(new NullPointerException())).isEqualTo("connection-lost");
    }

    @Test
    void bodyOfTheMessageItself() {
        assertThat(FailureCause.writingBody(new MessagingException("", new FileNotFoundException("x"))))
                .isEmpty();
        assertThat(FailureCause.writingBody(new MessagingException("", new ConnectException("refused"))))
                .as("a part of the message that is fetched from elsewhere")
                .isEmpty();
        assertThat(FailureCause.writingBody(new MessagingException("", new IOException("Broken pipe"))))
                .isEqualTo("connection-lost");
    }

    @Test
    void endlessChain() {
        Exception first = new Exception("a");
        Exception second = new Exception("b", first);
        first.initCause(second);

        assertThat(FailureCause.startingTls(first)).isEmpty();
        assertThat(FailureCause.errorType(first)).isEqualTo("java.lang.Exception");
    }

    @Test
    void typeIsThatOfTheIoFailureInside() {
        Exception failure = new MessagingException(
                "", new IOException("BDAT write exception", new MessagingException("", new SocketException("reset"))));

        assertThat(FailureCause.errorType(failure)).isEqualTo("java.net.SocketException");
        assertThat(FailureCause.errorMessage(failure)).isEqualTo("reset");
    }
}
