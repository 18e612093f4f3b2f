package dev.replywise.agent.otel;

import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.EventFormat;
import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.LogSink;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SessionInfo;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.event.TraceIds;
import dev.replywise.sink.metrics.SmtpMeters;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings what is sent on a thread to the OpenTelemetry SDK that belongs to it: another agent's, else the application's,
 * else, where settings ask for it, the exporter of our own. Each span and record goes to one of them. Thread-safe; never
 * throws.
 */
public final class OtelTelemetry implements SmtpEventListener, AutoCloseable {
    /** How long an application that has the API is given to set an SDK, before the exporter of our own takes over. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long NOT_YET = Long.MIN_VALUE;

    private final OtelApis apis;
    private final @Nullable OwnExporter exporter;
    private final String version;
    private final EventFormat format;
    private final Supplier<? extends @Nullable ClassLoader> library;
    private final LongSupplier nanoClock;
    private final AtomicLong firstNanos = new AtomicLong(NOT_YET);

    OtelTelemetry(
            OtelApis apis,
            @Nullable OwnExporter exporter,
            String version,
            EventFormat format,
            Supplier<? extends @Nullable ClassLoader> library,
            LongSupplier nanoClock) {
        this.apis = apis;
        this.exporter = exporter;
        this.version = version;
        this.format = format;
        this.library = library;
        this.nanoClock = nanoClock;
    }

    /**
     * Telemetry by the options and the standard settings; starts nothing before there is mail.
     *
     * @param asked whether an option asks for the exporter of our own
     * @param labelNames of the labels that counters carry
     * @param threshold the lowest level of exported log records
     * @param library the class loader of the mail library that is reporting on this thread; null when not known
     * @param problems told in one line what goes wrong
     * @param background runs a task on a daemon thread
     */
    public static OtelTelemetry create(
            boolean asked,
            String version,
            EventFormat format,
            List<String> labelNames,
            EventLevel threshold,
            Supplier<? extends @Nullable ClassLoader> library,
            Consumer<String> problems,
            Consumer<Runnable> background) {
        // This class's own loader: the agent's.
        ClassLoader agent = OtelTelemetry.class.getClassLoader();
        boolean wanted = (asked || OtelSettings.askForExport()) && !OtelSettings.areDisabled();
        OwnExporter exporter =
                wanted ? new OwnExporter(agent, version, labelNames, format, threshold, problems, background) : null;
        return new OtelTelemetry(new OtelApis(agent), exporter, version, format, library, System::nanoTime);
    }

    /** The trace that the calling thread is in, as far as an SDK in use knows. */
    public TraceIds trace() {
        try {
            OtelApis.Found found = found();
            return found.isInUse() ? found.trace() : TraceIds.NONE;
        } catch (LinkageError | RuntimeException unknown) {
            return TraceIds.NONE;
        }
    }

    /** Takes the records that the exporter of our own is to send. */
    public LogSink logs() {
        return new LogSink() {
            @Override
            public boolean isEnabled(EventLevel level) {
                OwnExporter own = exporter;
                return own != null && isOwnTurn(found()) && own.logs().isEnabled(level);
            }

            @Override
            public void log(EventRecord event) {
                OwnExporter own = exporter;
                if (own != null) {
                    own.logs().log(event);
                }
            }
        };
    }

    /** Whether log records are asked for by themselves, so that they are sent with {@code log=off} too. */
    public boolean isAskedForLogs() {
        return exporter != null && OtelSettings.namesOtlp("otel.logs.exporter");
    }

    /** What a class loader sees. */
    public OtelApis.Found find(@Nullable ClassLoader loader) {
        return apis.find(loader);
    }

    /** The numbers' way into the exporter of our own; null when nothing asks for it. Starts it. */
    public @Nullable SmtpMeters ownMeters() {
        OwnExporter own = exporter;
        return own == null || OtelSettings.exporter("otel.metrics.exporter").equals("none") ? null : own.meters();
    }

    /** The version that scopes carry. */
    public String version() {
        return version;
    }

    @Override
    public void onMessageBegun(SessionInfo session, long timestampMillis) {
        SmtpEventListener spans = spans();
        if (spans != null) {
            spans.onMessageBegun(session, timestampMillis);
        }
    }

    @Override
    public void onReply(ReplyEvent event) {
        SmtpEventListener spans = spans();
        if (spans != null) {
            spans.onReply(event);
        }
    }

    @Override
    public void onMessage(MessageEvent event) {
        SmtpEventListener spans = spans();
        if (spans != null) {
            spans.onMessage(event);
        }
    }

    @Override
    public void onConnection(ConnectionEvent event) {
        SmtpEventListener spans = spans();
        if (spans != null) {
            spans.onConnection(event);
        }
    }

    @Override
    public void close() {
        OwnExporter own = exporter;
        if (own != null) {
            own.close();
        }
    }

    private @Nullable SmtpEventListener spans() {
        OtelApis.Found found = found();
        if (found.isInUse()) {
            return found.spans(version, format);
        }
        OwnExporter own = exporter;
        return own != null && isOwnTurn(found) ? own.spans() : null;
    }

    private boolean isOwnTurn(OtelApis.Found found) {
        if (found.isInUse()) {
            return false;
        }
        long now = nanoClock.getAsLong();
        firstNanos.compareAndSet(NOT_YET, now);
        return !found.isPresent() || now - firstNanos.get() >= PATIENCE_NANOS;
    }

    private OtelApis.Found found() {
        return apis.find(library.get(), Thread.currentThread().getContextClassLoader());
    }
}
