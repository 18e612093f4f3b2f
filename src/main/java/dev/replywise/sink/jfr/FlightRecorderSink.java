package dev.replywise.sink.jfr;

import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.EventFields;
import dev.replywise.event.EventFormat;
import dev.replywise.event.EventRecord;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SessionInfo;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.reply.ReplyClass;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * Puts events into the recordings of JDK Flight Recorder: {@code dev.replywise.Reply}, {@code dev.replywise.Message} and
 * {@code dev.replywise.Connection}. Costs next to nothing while no recording wants them. Thread-safe.
 *
 * <p>Needs the module {@code jdk.jfr}, or a Java 8 that has the recorder; {@link #whenInitialized} first.
 */
public final class FlightRecorderSink implements SmtpEventListener {
    private final EventFields fields;

    /** A sink that shows addresses and advice as the format says. Registers the event types. */
    public FlightRecorderSink(EventFormat format) {
        this.fields = new EventFields(format);
        FlightRecorder.register(ReplyRecording.class);
        FlightRecorder.register(MessageRecording.class);
        FlightRecorder.register(ConnectionRecording.class);
    }

    /** Runs a task now if Flight Recorder is in use, else as soon as it is; does not begin to use it. */
    public static void whenInitialized(Runnable task) {
        FlightRecorder.addListener(new FlightRecorderListener() {
            @Override
            public void recorderInitialized(FlightRecorder recorder) {
                task.run();
            }
        });
    }

    @Override
    public void onReply(ReplyEvent event) {
        ReplyRecording recording = new ReplyRecording();
        if (!recording.isEnabled()) {
            return;
        }
        recording.remarkable = event.classification().replyClass() != ReplyClass.POSITIVE;
        recording.responseTime = Math.max(0, event.durationNanos());
        if (!recording.shouldCommit()) {
            return;
        }
        EventRecord shown = fields.record(event);
        SessionInfo session = event.session();
        recording.command = event.command().name();
        recording.replyCode = event.reply().code().value();
        recording.enhancedStatusCode = text(shown, "smtp.response.enhanced_status_code");
        recording.replyClass = event.classification().replyClass().id();
        recording.cause = event.classification().cause().id();
        recording.retry = event.classification().retry().id();
        recording.server = session.serverAddress();
        recording.port = session.serverPort();
        recording.recipientDomain = text(shown, "smtp.recipient.domain");
        recording.session = session.id();
        recording.messageId = text(shown, "email.message_id");
        recording.secondary = event.secondary();
        recording.explanation = shown.message();
        recording.commit();
    }

    @Override
    public void onMessage(MessageEvent event) {
        MessageRecording recording = new MessageRecording();
        if (!recording.isEnabled() || !recording.shouldCommit()) {
            return;
        }
        EventRecord shown = fields.record(event);
        SessionInfo session = event.session();
        recording.outcome = event.outcome().id();
        recording.sendTime = Math.max(0, event.durationNanos());
        recording.accepted = event.accepted();
        recording.transientlyRefused = event.transientlyRefused();
        recording.permanentlyRefused = event.permanentlyRefused();
        recording.unsent = event.unsent();
        recording.cause = text(shown, "smtp.cause.id");
        recording.retry = text(shown, "smtp.retry.action");
        recording.server = session.serverAddress();
        recording.port = session.serverPort();
        recording.session = session.id();
        recording.messageId = text(shown, "email.message_id");
        recording.queueId = text(shown, "smtp.queue_id");
        recording.explanation = shown.message();
        recording.commit();
    }

    @Override
    public void onConnection(ConnectionEvent event) {
        ConnectionRecording recording = new ConnectionRecording();
        if (!recording.isEnabled() || !recording.shouldCommit()) {
            return;
        }
        EventRecord shown = fields.record(event);
        SessionInfo session = event.session();
        recording.connected = event.connected();
        recording.command = event.command().name();
        recording.cause = event.classification().cause().id();
        recording.time = Math.max(0, event.durationNanos());
        recording.server = session.serverAddress();
        recording.port = session.serverPort();
        recording.peerAddress = session.peerAddress();
        recording.tlsVersion = session.tlsProtocolVersion();
        recording.errorType = event.errorType();
        recording.session = session.id();
        recording.secondary = event.secondary();
        recording.explanation = shown.message();
        recording.commit();
    }

    /** Empty where the event does not have the key. */
    private static String text(EventRecord record, String key) {
        return record.value(key).map(Object::toString).orElse("");
    }
}
