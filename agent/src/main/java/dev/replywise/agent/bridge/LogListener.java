package dev.replywise.agent.bridge;

import dev.replywise.classify.Classification;
import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.EventFields;
import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.LogSink;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SessionInfo;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.event.TraceIds;
import dev.replywise.sink.json.JsonLinesSink;
import java.nio.file.Paths;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs events where the settings and the application's class loaders say, on the sending thread. Thread-safe; never
 * throws.
 *
 * <p>Nothing is fed back: an event about a mail that a logging framework's appender sends, and one that comes while this
 * thread is inside a logging call of ours, goes to JSON lines instead, past a standard error that the application has
 * redirected.
 */
public final class LogListener implements SmtpEventListener {
    /** Where this thread is, inside a call of ours. */
    private enum Place {
        FRAMEWORK,
        FALLBACK
    }

    /** With {@code log=off} records go to the second sink, if there is one. */
    private static final LogSink NOWHERE = new LogSink() {
        @Override
        public boolean isEnabled(EventLevel level) {
            return false;
        }

        @Override
        public void log(EventRecord event) {
            // Never asked to.
        }
    };

    private final LogSettings settings;
    private final EventFields fields;
    private final LogSinkChooser chooser;
    private final LogSinkChooser context;
    private final JsonLinesSink json;
    private final JsonLinesSink fallback;
    private final Supplier<? extends @Nullable ClassLoader> library;
    private final Consumer<String> notices;
    private final StormGate storm;
    private final LongSupplier nanoClock;
    private final ThreadLocal<@Nullable Place> place = new ThreadLocal<>();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean failureSaid = new AtomicBoolean();
    private volatile @Nullable LogSink also;

    LogListener(
            LogSettings settings,
            EventFields fields,
            LogSinkChooser chooser,
            JsonLinesSink json,
            JsonLinesSink fallback,
            Supplier<? extends @Nullable ClassLoader> library,
            Consumer<String> notices,
            LongSupplier nanoClock) {
        this.settings = settings;
        this.fields = fields;
        this.chooser = chooser;
        this.context = chooser.withTarget(LogTarget.AUTO);
        this.json = json;
        this.fallback = fallback;
        this.library = library;
        this.notices = notices;
        this.storm = new StormGate(settings.stormPerMinute());
        this.nanoClock = nanoClock;
    }

    /**
     * A listener by the settings.
     *
     * @param library the class loader of the mail library that is reporting on this thread; null when not known
     * @param trace the trace that the sending thread is in
     * @param notices told, in one line without the product's name in front, what went wrong
     */
    public static LogListener create(
            LogSettings settings,
            Supplier<? extends @Nullable ClassLoader> library,
            Supplier<TraceIds> trace,
            Consumer<String> notices) {
        EventLevel threshold = settings.threshold();
        JsonLinesSink json;
        JsonLinesSink fallback;
        if (settings.file().isEmpty()) {
            json = JsonLinesSink.toStandardError(threshold);
            fallback = JsonLinesSink.toErrorDescriptor(threshold);
        } else {
            json = JsonLinesSink.toFile(
                    Paths.get(settings.file()), settings.fileMaxSize(), settings.fileKeep(), threshold, notices);
            fallback = json;
        }
        // This class's own loader: the agent's.
        ClassLoader agent = LogListener.class.getClassLoader();
        return new LogListener(
                settings,
                new EventFields(settings.format(), trace),
                new LogSinkChooser(settings.target(), agent, json, notices),
                json,
                fallback,
                library,
                notices,
                System::nanoTime);
    }

    /** Writes what is logged to this sink too, by its own levels; it must not lead back into a logging framework. */
    public void alsoTo(LogSink sink) {
        also = sink;
    }

    /** Events that should have been written and were not, since the start. */
    public long lost() {
        return lost.get() + json.lost() + (fallback == json ? 0 : fallback.lost());
    }

    @Override
    public void onReply(ReplyEvent event) {
        Classification classification = event.classification();
        if (isIgnored(classification)) {
            return;
        }
        EventLevel level = fields.level(event);
        log(
                kind("reply", event.reply().code().toString(), classification, level, event.session()),
                event.session(),
                event.timestampMillis(),
                () -> fields.record(event));
    }

    @Override
    public void onMessage(MessageEvent event) {
        EventLevel level = fields.level(event);
        boolean decided = event.deciding().isPresent();
        if (decided && isIgnored(event.deciding().get())) {
            return;
        }
        StormGate.Kind kind = decided
                ? kind("message", event.outcome().id(), event.deciding().get(), level, event.session())
                : StormGate.Kind.of(
                        "message",
                        event.outcome().id(),
                        "",
                        event.session().serverAddress(),
                        event.outcome().levelClass(),
                        level,
                        event.session().loggingFramework());
        log(kind, event.session(), event.timestampMillis(), () -> fields.record(event));
    }

    @Override
    public void onConnection(ConnectionEvent event) {
        if (event.connected() || isIgnored(event.classification())) {
            return;
        }
        EventLevel level = fields.level(event);
        log(
                kind("connection", "", event.classification(), level, event.session()),
                event.session(),
                event.timestampMillis(),
                () -> fields.record(event));
    }

    /** Logs what {@code log.storm} held back in minutes that are over, as the next event would. */
    public void endStorms() {
        endStorms(System.currentTimeMillis());
    }

    /** The value of a key in the sending thread's logging context, whichever framework keeps it; null when none does. */
    public @Nullable String contextValue(String key) {
        try {
            return context.choose(library.get(), contextLoader()).contextValue(key);
        } catch (LinkageError | RuntimeException unusable) {
            return null;
        }
    }

    /** Logs a record that another part of Replywise made, such as an alert. */
    public void log(EventRecord event) {
        write("", event.level(), () -> true, () -> event);
    }

    private boolean isIgnored(Classification classification) {
        return settings.ignoredCauses().contains(classification.cause().id());
    }

    private static StormGate.Kind kind(
            String event, String code, Classification classification, EventLevel level, SessionInfo session) {
        return StormGate.Kind.of(
                event,
                code,
                classification.cause().id(),
                session.serverAddress(),
                classification.replyClass(),
                level,
                session.loggingFramework());
    }

    private void log(StormGate.Kind kind, SessionInfo session, long timestampMillis, Supplier<EventRecord> event) {
        if (kind.level() == EventLevel.OFF) {
            return;
        }
        endStorms(timestampMillis);
        write(session.loggingFramework(), kind.level(), () -> storm.passes(kind, nanoClock.getAsLong()), event);
    }

    private void endStorms(long timestampMillis) {
        for (StormGate.Held held : storm.ended(nanoClock.getAsLong())) {
            StormGate.Kind kind = held.kind();
            write(
                    kind.loggingFramework(),
                    kind.level(),
                    () -> true,
                    () -> fields.storm(
                            timestampMillis,
                            kind.level(),
                            kind.replyClass(),
                            kind.code(),
                            kind.causeId(),
                            kind.server(),
                            held.count()));
        }
    }

    private void write(String loggingFramework, EventLevel level, Gate gate, Supplier<EventRecord> event) {
        Place before = place.get();
        if (before == Place.FALLBACK) {
            // Even writing JSON leads back here: somebody mails what standard error gets.
            lost.incrementAndGet();
            return;
        }
        boolean guarded = before == Place.FRAMEWORK || !loggingFramework.isEmpty();
        try {
            place.set(guarded ? Place.FALLBACK : Place.FRAMEWORK);
            LogSink sink = sink(guarded);
            try {
                writeTo(sink, level, gate, event);
            } catch (LinkageError e) {
                // Not the API that this was compiled for; from now on the chooser knows.
                sayOnce(e, "events are written as JSON lines");
                writeTo(json, level, () -> true, event);
            }
        } catch (Throwable e) {
            // Whatever an application's logging throws must not reach its mail.
            lost.incrementAndGet();
            sayOnce(e, "events are counted as lost");
        } finally {
            if (before == null) {
                place.remove();
            } else {
                place.set(before);
            }
        }
    }

    private LogSink sink(boolean guarded) {
        if (settings.target() == LogTarget.OFF) {
            return NOWHERE;
        }
        return guarded ? fallback : chooser.choose(library.get(), contextLoader());
    }

    private void writeTo(LogSink sink, EventLevel level, Gate gate, Supplier<EventRecord> event) {
        LogSink second = also;
        boolean first = sink.isEnabled(level);
        boolean both = second != null && second.isEnabled(level);
        if (!(first || both) || !gate.isOpen()) {
            return;
        }
        EventRecord record = event.get();
        if (second != null && both) {
            second.log(record);
        }
        if (first) {
            sink.log(record);
        }
    }

    private void sayOnce(Throwable failure, String consequence) {
        if (failureSaid.compareAndSet(false, true)) {
            notices.accept("logging an event failed with " + failure.getClass().getName() + "; " + consequence + '.');
        }
    }

    private static @Nullable ClassLoader contextLoader() {
        return Thread.currentThread().getContextClassLoader();
    }

    /** Asked only for events that would be written. */
    private interface Gate {
        boolean isOpen();
    }
}
