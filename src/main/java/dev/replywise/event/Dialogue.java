package dev.replywise.event;

import dev.replywise.classify.Classification;
import dev.replywise.classify.ReplyContext;
import dev.replywise.reply.ReplyAnomaly;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the steps of one connection: matches replies to commands, and knows whether an earlier failure explains
 * what follows. Not thread-safe.
 */
final class Dialogue {
    private static final int MAX_NESTED_READS = 8;
    private static final int SERVICE_CLOSING = 421;
    private static final int AUTH_CHALLENGE = 334;
    private static final String TLS_ALERT = "\u0015\u0003";

    private final ReplyPipeline pipeline;
    private final FailureNotes notes;
    private final Outbox outbox;
    private final ConnectionState connection;
    private final MailTransaction transaction = new MailTransaction();
    private final Deque<SentCommand> awaited = new ArrayDeque<>(2);
    private @Nullable SentCommand pending;
    private @Nullable MessageInProgress message;
    private long connectNanos = System.nanoTime();
    private boolean desynchronised;
    private boolean plaintextBehind;

    /** The connection is ending: what comes now merely follows. */
    private boolean failing;

    /** The last step failed without a reply, and its event has been made. */
    private boolean failureReported;

    Dialogue(ReplyPipeline pipeline) {
        this.pipeline = pipeline;
        this.notes = pipeline.newFailureNotes();
        this.outbox = new Outbox(pipeline, notes);
        this.connection = new ConnectionState(pipeline);
    }

    void server(String name, int number) {
        connection.server(name, number);
    }

    void loggingFramework(String name) {
        connection.loggingFramework(name);
    }

    void streamsOpened(String peerAddress, String tlsProtocolVersion) {
        if (isNested() && connection.isOpen()) {
            // A library may leave the handshake to the first read.
            connection.tlsBegun(peerAddress, tlsProtocolVersion);
            return;
        }
        if (connection.goesOnOverTls()) {
            endReads();
        } else {
            beginConnection();
            pending = SentCommand.withoutLine(SmtpCommand.CONNECT, System.nanoTime());
        }
        connection.streamsOpened(peerAddress, tlsProtocolVersion);
    }

    private void beginConnection() {
        endReads();
        notes.clear();
        connection.reset();
        transaction.end();
        pending = null;
        desynchronised = false;
        plaintextBehind = false;
        failing = false;
        failureReported = false;
    }

    void tlsEstablished(String protocolVersion) {
        connection.tlsEstablished(protocolVersion);
    }

    void commandSent(byte[] line) {
        SentCommand command = SentCommand.ofLine(line, connection.isAuthOpen(), System.nanoTime());
        pending = command;
        failureReported = false;
        connection.sent(command);
        if (command.command() == SmtpCommand.MAIL) {
            transaction.begin(command.argument());
        } else if (command.command() == SmtpCommand.END_OF_DATA) {
            transaction.bodyEnded();
        }
        MessageInProgress current = message;
        if (current != null) {
            current.tally().sent(command);
            if (command.command() == SmtpCommand.MAIL) {
                current.sender(command.argument());
            }
        }
    }

    void bodyWritten() {
        SentCommand command = pending;
        if (command != null) {
            command.written(System.nanoTime());
        }
    }

    void replyAwaited() {
        SentCommand command = pending;
        pending = null;
        if (command == null) {
            command = SentCommand.withoutLine(SmtpCommand.OTHER, -1);
            desynchronised = true;
        }
        if (awaited.size() == MAX_NESTED_READS) {
            awaited.removeLast();
        }
        awaited.push(command);
        if (message != null) {
            message.tally().awaited(command);
        }
    }

    boolean answersStarttls() {
        SentCommand command = awaited.peek();
        return command != null && command.command() == SmtpCommand.STARTTLS;
    }

    void plaintextBehindStarttls() {
        plaintextBehind = true;
    }

    void replyRead(int code, String text, @Nullable Throwable failure) {
        if (awaited.isEmpty()) {
            replyAwaited();
        }
        SentCommand command = awaited.pop();
        long duration = command.sentNanos() == -1 ? -1 : Math.max(0, System.nanoTime() - command.sentNanos());
        try {
            if (failure != null) {
                noReply(command, FailureCause.reading(failure), failure, "", duration);
            } else if (ReplyText.endedEarly(code, text)) {
                noReply(command, FailureCause.CONNECTION_LOST, null, ReplyText.partial(text), duration);
            } else {
                reply(command, code, text, duration);
            }
        } finally {
            if (awaited.isEmpty()) {
                outbox.release();
            }
        }
    }

    private void noReply(
            SentCommand command, String cause, @Nullable Throwable failure, String partial, long duration) {
        boolean silent = cause.equals(FailureCause.CONNECTION_LOST) || cause.equals(FailureCause.READ_TIMEOUT);
        boolean plainToTls = silent && command.command() == SmtpCommand.CONNECT && connection.isPlainOnTlsPort();
        // Nothing depends on the reply to QUIT, and many a server just closes.
        boolean secondary = failing || isNested() || command.command() == SmtpCommand.QUIT;
        Classification meaning = ofSession(plainToTls ? FailureCause.TLS_PLAINTEXT : cause, ReplyClass.NONE, command);
        failing = true;
        failureReported = true;
        connection.unanswered(command);
        if (message != null) {
            message.tally().unusable(command, meaning, secondary);
        }
        put(connectionEvent(command.command(), meaning)
                .errorType(failure == null ? "" : FailureCause.errorType(failure))
                .errorMessage(failure == null ? partial : FailureCause.errorMessage(failure))
                .durationNanos(duration)
                .secondary(secondary)
                .build());
    }

    private void reply(SentCommand command, int code, String raw, long duration) {
        SmtpReply reply = ReplyParser.parse(code, ReplyText.decode(withoutSecrets(command, code, raw)));
        int value = reply.code().value();
        boolean fits = ReplyPlace.fits(command.command(), value);
        desynchronised |= !fits;
        Set<ReplyAnomaly> anomalies = anomalies(command, reply);
        Classification meaning = meaning(command, reply, raw, fits, anomalies);
        boolean secondary = isNested() || (failing && isAfterthought(command.command()));
        MessageInProgress current = message;
        if (current != null) {
            if (fits && reply.replyClass() != ReplyClass.NONE) {
                current.tally().replied(command, value, reply.replyClass(), meaning);
            } else {
                current.tally().unusable(command, meaning, secondary);
            }
        }
        ReplyEvent event = ReplyEvent.builder()
                .timestampMillis(System.currentTimeMillis())
                .session(connection.info())
                .labels(labels())
                .command(command.command())
                .reply(reply)
                .classification(meaning)
                .durationNanos(duration)
                .recipient(command.command() == SmtpCommand.RCPT ? command.argument() : "")
                .sender(transaction.sender())
                .messageId(current == null ? "" : current.id(command))
                .secondary(secondary)
                .anomalies(anomalies)
                .build();
        advance(command, reply, meaning);
        put(event);
    }

    private String withoutSecrets(SentCommand command, int code, String raw) {
        if (code == AUTH_CHALLENGE) {
            return AuthSecrets.ofChallenge(
                    raw, command.command() == SmtpCommand.AUTH ? connection.authMechanism() : "");
        }
        return AuthSecrets.withoutEcho(raw, command.secretLine());
    }

    private Set<ReplyAnomaly> anomalies(SentCommand command, SmtpReply reply) {
        boolean stripped = connection.isStarttlsStripped(command, reply);
        if (!desynchronised && !plaintextBehind && !stripped) {
            return reply.anomalies();
        }
        Set<ReplyAnomaly> anomalies = EnumSet.noneOf(ReplyAnomaly.class);
        anomalies.addAll(reply.anomalies());
        if (desynchronised) {
            anomalies.add(ReplyAnomaly.DESYNCHRONISED);
        }
        if (stripped) {
            anomalies.add(ReplyAnomaly.STARTTLS_STRIPPED);
        }
        if (plaintextBehind) {
            anomalies.add(ReplyAnomaly.STARTTLS_INJECTION);
            plaintextBehind = false;
        }
        return Collections.unmodifiableSet(anomalies);
    }

    /** A reply's own words decide, unless something about the session matters more than a server's "OK". */
    private Classification meaning(
            SentCommand command, SmtpReply reply, String raw, boolean fits, Set<ReplyAnomaly> anomalies) {
        ReplyClass replyClass = reply.replyClass();
        if (!reply.code().isPresent()) {
            boolean alert = command.command() == SmtpCommand.CONNECT && raw.startsWith(TLS_ALERT);
            return ofSession(alert ? FailureCause.TLS_PLAINTEXT : "reply-malformed", replyClass, command);
        }
        if (replyClass == ReplyClass.POSITIVE && anomalies.contains(ReplyAnomaly.STARTTLS_INJECTION)) {
            return ofSession("starttls-injection", replyClass, command);
        }
        if (replyClass == ReplyClass.POSITIVE && anomalies.contains(ReplyAnomaly.STARTTLS_STRIPPED)) {
            return ofSession("starttls-stripped", replyClass, command);
        }
        return fits
                ? pipeline.classify(reply, context(command))
                : ofSession("reply-desynchronised", replyClass, command);
    }

    private static boolean isAfterthought(SmtpCommand command) {
        return command == SmtpCommand.RSET || command == SmtpCommand.NOOP || command == SmtpCommand.QUIT;
    }

    /** What the reply changes for the steps that follow. */
    private void advance(SentCommand command, SmtpReply reply, Classification meaning) {
        int code = reply.code().value();
        boolean positive = reply.replyClass() == ReplyClass.POSITIVE;
        if (code == SERVICE_CLOSING || !reply.code().isPresent()) {
            failing = true;
        } else if (positive && !isAfterthought(command.command())) {
            failing = false;
        }
        connection.replied(command, reply);
        transaction.replied(command, code, reply.replyClass(), meaning);
        boolean hello = command.command() == SmtpCommand.EHLO || command.command() == SmtpCommand.HELO;
        if (command.command() == SmtpCommand.RSET || (hello && positive)) {
            transaction.end();
        }
    }

    void writeFailed(Throwable failure) {
        if (!failureReported) {
            writeFailed(FailureCause.CONNECTION_LOST, failure);
        }
    }

    private void writeFailed(String cause, Throwable failure) {
        SentCommand command = pending;
        if (command == null) {
            command = SentCommand.withoutLine(transaction.bodyCommand(), -1);
        }
        boolean secondary = failing || command.command() == SmtpCommand.QUIT;
        Classification meaning = ofSession(cause, ReplyClass.NONE, command);
        pending = null;
        transaction.bodyEnded();
        failing = true;
        failureReported = true;
        if (message != null && command.isOfTransaction()) {
            message.tally().writeFailed(meaning);
        }
        put(connectionEvent(command.command(), meaning)
                .errorType(FailureCause.errorType(failure))
                .errorMessage(FailureCause.errorMessage(failure))
                .secondary(secondary)
                .build());
    }

    void messageBegun(@Nullable Function<String, @Nullable String> headers) {
        endReads();
        notes.clear();
        transaction.end();
        message = new MessageInProgress(pipeline, headers);
        pipeline.publishBegun(connection.info());
    }

    void messageEnded(String idNow, int recipients, @Nullable Throwable failure) {
        endReads();
        MessageInProgress current = message;
        if (current == null) {
            return;
        }
        try {
            breakOff(current.tally(), failure);
            put(current.ended(connection.info(), idNow, recipients, failure));
        } finally {
            message = null;
            pending = null;
            transaction.end();
            notes.rideOn(failure);
        }
    }

    /** Finds out whether the send ended in the middle of a write, and because of what, where the probe did not say so. */
    private void breakOff(MessageTally tally, @Nullable Throwable failure) {
        SentCommand command = pending;
        boolean inCommand = command != null && command.isOfTransaction();
        if (!inCommand && !transaction.inBody()) {
            return;
        }
        tally.brokenOff();
        if (failure != null && !failureReported) {
            String cause = inCommand ? FailureCause.writingCommand(failure) : FailureCause.writingBody(failure);
            if (!cause.equals(FailureCause.NONE)) {
                writeFailed(cause, failure);
            }
        }
    }

    void connectEnded(boolean connected, @Nullable Throwable failure) {
        endReads();
        long duration = connectNanos == -1 ? -1 : Math.max(0, System.nanoTime() - connectNanos);
        connectNanos = -1;
        if (connected) {
            cameAbout("", duration);
        } else {
            if (failure != null && !failureReported) {
                connectFailed(failure, duration);
            }
            connection.notConnected();
        }
        pending = null;
        notes.rideOn(failure);
    }

    /** The socket is connected, whatever became of the login. */
    private void cameAbout(String errorType, long duration) {
        SentCommand connect = SentCommand.withoutLine(SmtpCommand.CONNECT, -1);
        put(connectionEvent(SmtpCommand.CONNECT, ofSession("ok", ReplyClass.POSITIVE, connect))
                .connected(true)
                .errorType(errorType)
                .durationNanos(duration)
                .build());
    }

    private void connectFailed(Throwable failure, long duration) {
        SentCommand unanswered = pending;
        SmtpCommand step = SmtpCommand.CONNECT;
        String cause = FailureCause.NONE;
        if (!connection.isGreeted()) {
            cause = FailureCause.connecting(failure);
        } else if (connection.isStarttlsAccepted()) {
            step = SmtpCommand.STARTTLS;
            cause = FailureCause.startingTls(failure);
        } else if (unanswered != null) {
            step = unanswered.command();
            cause = FailureCause.writingCommand(failure);
        } else if (connection.missesStarttls() && FailureCause.isPlain(failure)) {
            step = SmtpCommand.STARTTLS;
            cause = "starttls-stripped";
        } else if (connection.endedInChallenge() && FailureCause.isRefusedLogin(failure)) {
            // XOAUTH2 sends its refusal as a challenge; the library gives up without asking for the reply after it.
            step = SmtpCommand.AUTH;
            cause = "auth-failed";
        }
        if (cause.equals(FailureCause.NONE)) {
            // The reply that refused has been reported; that there was a connection is counted all the same.
            if (!connection.refusedCode().isEmpty()) {
                cameAbout(connection.refusedCode(), duration);
            }
            return;
        }
        connection.failed();
        failing = true;
        failureReported = true;
        put(connectionEvent(step, ofSession(cause, ReplyClass.NONE, SentCommand.withoutLine(step, -1)))
                .errorType(FailureCause.errorType(failure))
                // The exception's text repeats the challenge.
                .errorMessage(cause.equals("auth-failed") ? "" : FailureCause.errorMessage(failure))
                .durationNanos(duration)
                .build());
    }

    void closed() {
        // A library may close inside a read; that read goes on, and a handshake that failed is reported later.
        pending = null;
        connection.streamsClosed();
    }

    private boolean isNested() {
        return !awaited.isEmpty();
    }

    /** Whatever read is still open will not be told to have ended. */
    private void endReads() {
        awaited.clear();
        outbox.release();
    }

    private Classification ofSession(String causeId, ReplyClass replyClass, SentCommand command) {
        return pipeline.ofSession(causeId, replyClass, context(command));
    }

    private ReplyContext context(SentCommand command) {
        return connection.context(command, transaction);
    }

    private ConnectionEvent.Builder connectionEvent(SmtpCommand command, Classification meaning) {
        return ConnectionEvent.builder()
                .timestampMillis(System.currentTimeMillis())
                .session(connection.info())
                .labels(labels())
                .command(command)
                .classification(meaning)
                .sender(transaction.sender())
                .messageId(message == null ? "" : message.id());
    }

    private Map<String, String> labels() {
        return message == null ? connection.labels() : message.labels();
    }

    private void put(SmtpEvent event) {
        outbox.put(event, isNested());
    }
}
