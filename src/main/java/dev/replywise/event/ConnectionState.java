package dev.replywise.event;

import dev.replywise.classify.ReplyContext;
import dev.replywise.classify.ReplyContext.Known;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known about a connection: the server, and how far the dialogue with it has come. Not thread-safe. */
final class ConnectionState {
    private static final int MAX_GREETING = 512;
    private static final int TLS_PORT = 465;

    private final ReplyPipeline pipeline;
    private String id;
    private String host = "";
    private int port;
    private String peer = "";
    private String tls = "";
    private String framework = "";
    private Map<String, String> labels = Collections.emptyMap();
    private @Nullable SessionInfo info;
    private boolean open;
    private boolean used;
    private boolean greeted;
    private String greeting = "";
    private String heloName = "";
    private ServerOffers offers = ServerOffers.UNKNOWN;
    private boolean starttlsAccepted;
    private boolean authTried;
    private boolean authOpen;
    private boolean challenged;
    private boolean authenticated;
    private String authMechanism = "";
    private boolean lastRefused;
    private String refusedCode = "";

    ConnectionState(ReplyPipeline pipeline) {
        this.pipeline = pipeline;
        this.id = pipeline.nextSessionId();
    }

    void server(String name, int number) {
        host = name;
        port = Math.max(number, 0);
        info = null;
    }

    void loggingFramework(String name) {
        framework = name;
        info = null;
    }

    /** Begins another connection, under another id; server and framework stay. */
    void reset() {
        if (used) {
            id = pipeline.nextSessionId();
        }
        peer = "";
        tls = "";
        info = null;
        open = false;
        used = false;
        greeted = false;
        greeting = "";
        heloName = "";
        offers = ServerOffers.UNKNOWN;
        starttlsAccepted = false;
        authTried = false;
        authOpen = false;
        authenticated = false;
        authMechanism = "";
        lastRefused = false;
        refusedCode = "";
    }

    /** Whether streams opened now go on with this connection over TLS, rather than begin another. */
    boolean goesOnOverTls() {
        return open && starttlsAccepted;
    }

    void streamsOpened(String peerAddress, String tlsVersion) {
        open = true;
        used = true;
        starttlsAccepted = false;
        // What was said in plain text does not count any more (RFC 3207 §4.2).
        offers = ServerOffers.UNKNOWN;
        tlsBegun(peerAddress, tlsVersion);
        labels = pipeline.labels(null);
    }

    /** What the socket says now. */
    void tlsBegun(String peerAddress, String tlsVersion) {
        peer = peerAddress;
        tlsEstablished(tlsVersion);
    }

    void tlsEstablished(String tlsVersion) {
        tls = tlsVersion.startsWith("TLSv") ? tlsVersion.substring(4) : tlsVersion;
        info = null;
    }

    /** The code of the last reply, but for one to QUIT, when it refused; empty otherwise. */
    String refusedCode() {
        return refusedCode;
    }

    boolean isOpen() {
        return open;
    }

    /** The connect has failed; its id is not used again. */
    void failed() {
        used = true;
    }

    /** The streams are closed; why is perhaps told later. */
    void streamsClosed() {
        open = false;
        authOpen = false;
    }

    /** The connect has ended without a connection. */
    void notConnected() {
        streamsClosed();
        starttlsAccepted = false;
    }

    void sent(SentCommand command) {
        starttlsAccepted = false;
        if (command.command() == SmtpCommand.AUTH) {
            authTried = true;
            authMechanism = authOpen ? authMechanism : command.argument();
        } else if (command.command() == SmtpCommand.EHLO || command.command() == SmtpCommand.HELO) {
            heloName = command.argument();
        }
    }

    void unanswered(SentCommand command) {
        authOpen = false;
        greeted |= command.command() == SmtpCommand.CONNECT;
    }

    void replied(SentCommand command, SmtpReply reply) {
        int code = reply.code().value();
        boolean positive = reply.replyClass() == ReplyClass.POSITIVE;
        lastRefused = !positive;
        if (command.command() != SmtpCommand.QUIT) {
            refusedCode = positive ? "" : reply.code().toString();
        }
        authOpen = false;
        challenged = command.command() == SmtpCommand.AUTH && code == 334;
        switch (command.command()) {
            case CONNECT:
                greeted = true;
                String text = reply.text();
                greeting = text.length() > MAX_GREETING ? text.substring(0, MAX_GREETING) : text;
                break;
            case EHLO:
            case HELO:
                if (positive) {
                    offers = offers(command, reply);
                    if (offers.starttls() == Known.YES) {
                        pipeline.starttlsMemory().offered(serverKey());
                    }
                }
                break;
            case STARTTLS:
                starttlsAccepted = code == 220;
                break;
            case AUTH:
                authOpen = challenged;
                authenticated |= code == 235;
                break;
            default:
                break;
        }
    }

    /** In plain text, the server or somebody on the way no longer offers what the server offered before. */
    boolean isStarttlsStripped(SentCommand command, SmtpReply reply) {
        boolean hello = command.command() == SmtpCommand.EHLO || command.command() == SmtpCommand.HELO;
        return hello
                && reply.replyClass() == ReplyClass.POSITIVE
                && tls.isEmpty()
                && offers(command, reply).starttls() != Known.YES
                && pipeline.starttlsMemory().hasOffered(serverKey());
    }

    private static ServerOffers offers(SentCommand hello, SmtpReply reply) {
        return hello.command() == SmtpCommand.EHLO ? ServerOffers.of(reply.lines()) : ServerOffers.NOTHING;
    }

    private String serverKey() {
        return (host.isEmpty() ? peer : host.toLowerCase(Locale.ROOT)) + ":" + port;
    }

    /** Whether plain text is spoken on the port of RFC 8314 §3.3, where servers wait for a TLS handshake. */
    boolean isPlainOnTlsPort() {
        return tls.isEmpty() && port == TLS_PORT;
    }

    /** Whether a TLS handshake is what is going on. */
    boolean isStarttlsAccepted() {
        return starttlsAccepted;
    }

    /** Whether the greeting's read has ended, one way or the other. */
    boolean isGreeted() {
        return greeted;
    }

    /** The mechanism of the last AUTH command. */
    String authMechanism() {
        return authMechanism;
    }

    /** Whether the last reply was a challenge, which nobody has answered. */
    boolean endedInChallenge() {
        return challenged;
    }

    /** Whether the next line is a step of an AUTH exchange. */
    boolean isAuthOpen() {
        return authOpen;
    }

    /**
     * A library that ends a connect after a fine EHLO, before any AUTH and without an I/O failure, misses the offer of
     * STARTTLS that it was told to require.
     */
    boolean missesStarttls() {
        return offers.starttls() == Known.NO && tls.isEmpty() && !authTried && !lastRefused;
    }

    Map<String, String> labels() {
        return labels;
    }

    SessionInfo info() {
        SessionInfo current = info;
        if (current == null) {
            current = SessionInfo.of(id, host, port, peer, tls, framework);
            info = current;
        }
        return current;
    }

    ReplyContext context(SentCommand command, MailTransaction transaction) {
        return ReplyContext.builder()
                .command(command.command())
                .tls(used ? Known.of(!tls.isEmpty()) : Known.UNKNOWN)
                .authenticated(Known.of(authenticated))
                .starttlsOffered(offers.starttls())
                .authOffered(offers.auth())
                .earlierCause(transaction.earlierCause())
                .recipientsAccepted(transaction.recipientsAccepted())
                .server(host)
                .greeting(greeting)
                .heloName(heloName)
                .senderDomain(MailTransaction.domain(transaction.sender()))
                .recipientDomain(
                        command.command() == SmtpCommand.RCPT ? MailTransaction.domain(command.argument()) : "")
                .build();
    }
}
