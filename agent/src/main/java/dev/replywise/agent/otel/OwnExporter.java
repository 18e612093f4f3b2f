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
import dev.replywise.sink.metrics.Series;
import dev.replywise.sink.metrics.SmtpMeters;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own OTLP exporter: started in the background at the first need, in a class loader of its own. What comes
 * meanwhile is held. At the end of the JVM it gets a bounded time to send what it has. Thread-safe; never throws.
 */
public final class OwnExporter implements AutoCloseable {
    /** All that the end of a JVM may wait for it. */
    private static final long MOST_MILLIS_AT_EXIT = 3_000;

    /** The same where the back end is known to be down. */
    private static final long MOST_MILLIS_IF_DOWN = 500;

    private static final String SDK = "dev.replywise.agent.otel.sdk.PrivateSdk";

    private final ClassLoader agent;
    private final String version;
    private final List<String> labelNames;
    private final EventFormat format;
    private final EventLevel threshold;
    private final Consumer<String> problems;
    private final Consumer<Runnable> background;
    private final Handover<OwnSdk> handover;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch startEnded = new CountDownLatch(1);
    private volatile @Nullable OwnSdk sdk;
    private volatile @Nullable Thread atExit;

    private final SmtpMeters meters = new SmtpMeters() {
        @Override
        public void counted(Series series, long count) {
            handover.tell(there -> there.meters().counted(series, count));
        }

        @Override
        public void timed(Series series, long nanos) {
            handover.tell(there -> there.meters().timed(series, nanos));
        }
    };

    private final SmtpEventListener spans = new SmtpEventListener() {
        @Override
        public void onMessageBegun(SessionInfo session, long timestampMillis) {
            handover.tell(there -> there.spans().onMessageBegun(session, timestampMillis));
        }

        @Override
        public void onReply(ReplyEvent event) {
            handover.tell(there -> there.spans().onReply(event));
        }

        @Override
        public void onMessage(MessageEvent event) {
            handover.tell(there -> there.spans().onMessage(event));
        }

        @Override
        public void onConnection(ConnectionEvent event) {
            handover.tell(there -> there.spans().onConnection(event));
        }
    };

    /**
     * An exporter that is not started.
     *
     * @param agent the loader that has Replywise
     * @param labelNames of the labels that counters carry
     * @param threshold the lowest level of log records
     * @param problems told in one line when nothing can be exported
     * @param background runs a task on a daemon thread
     */
    OwnExporter(
            ClassLoader agent,
            String version,
            List<String> labelNames,
            EventFormat format,
            EventLevel threshold,
            Consumer<String> problems,
            Consumer<Runnable> background) {
        this.agent = agent;
        this.version = version;
        this.labelNames = labelNames;
        this.format = format;
        this.threshold = threshold;
        this.problems = problems;
        this.background = background;
        this.handover = new Handover<>(failure -> problems.accept("OTLP: " + failure));
    }

    /** Takes numbers; starts the exporter. */
    SmtpMeters meters() {
        start();
        return meters;
    }

    /** Takes events for spans; starts the exporter. */
    SmtpEventListener spans() {
        start();
        return spans;
    }

    /** Takes records; starts the exporter. */
    LogSink logs() {
        start();
        return logs;
    }

    private final LogSink logs = new LogSink() {
        @Override
        public boolean isEnabled(EventLevel level) {
            return level.reaches(threshold);
        }

        @Override
        public void log(EventRecord event) {
            handover.tell(there -> there.logs().log(event));
        }
    };

    /** Ends it, in the background: whoever detaches does not wait for a slow back end. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        handover.giveUp();
        Thread hook = atExit;
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException | SecurityException endingAnyway) {
                return;
            }
            background.accept(this::flush);
        }
    }

    private void start() {
        if (asked.get() || !asked.compareAndSet(false, true)) {
            return;
        }
        Thread hook = new Thread(this::flush, "replywise-otlp-flush");
        hook.setContextClassLoader(agent);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            atExit = hook;
        } catch (IllegalStateException | SecurityException ending) {
            // Too late to export anything.
            handover.giveUp();
            return;
        }
        background.accept(this::load);
    }

    private void load() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            ExporterLoader loader = new ExporterLoader(agent);
            // The SDK looks for parts of itself through it.
            thread.setContextClassLoader(loader);
            OwnSdk made = (OwnSdk) loader.loadClass(SDK)
                    .getConstructor(String.class, List.class, EventFormat.class, EventLevel.class, Consumer.class)
                    .newInstance(version, labelNames, format, threshold, problems);
            sdk = made;
            handover.ready(made);
            loader.started();
        } catch (Throwable failure) {
            handover.giveUp();
            problems.accept("nothing is exported over OTLP: " + reason(failure));
        } finally {
            thread.setContextClassLoader(before);
            startEnded.countDown();
        }
    }

    private void flush() {
        // On a thread of its own, as the SDK's end may wait longer than it is told to.
        AtomicBoolean arrived = new AtomicBoolean();
        Thread sending = new Thread(() -> arrived.set(end()), "replywise-otlp-end");
        sending.setDaemon(true);
        sending.setContextClassLoader(agent);
        sending.start();
        try {
            OwnSdk begun = sdk;
            boolean down = begun != null && begun.isKnownToBeDown();
            sending.join(down ? MOST_MILLIS_IF_DOWN : MOST_MILLIS_AT_EXIT);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        OwnSdk there = sdk;
        if (!arrived.get() && !(there != null && there.isKnownToBeDown())) {
            problems.accept("OTLP: the back end did not take what was left at the end");
        }
    }

    /** Ends the SDK, once it is started; false if something did not arrive. */
    private boolean end() {
        try {
            startEnded.await();
            OwnSdk there = sdk;
            // If there is none, why was said.
            return there == null || there.close(MOST_MILLIS_AT_EXIT);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException | LinkageError failure) {
            problems.accept("OTLP: " + failure);
            return true;
        }
    }

    private static Throwable reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof InvocationTargetException && cause != null ? cause : failure;
    }
}
