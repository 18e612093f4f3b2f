package dev.replywise.sink.json;

import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.EventText;
import dev.replywise.event.LogSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Writes events as JSON, one object a line. A target that fails costs events, which are counted, and nothing else: it is
 * said once, tried again from time to time, and said once when it works again. Thread-safe; never throws.
 */
public final class JsonLinesSink implements LogSink {
    /** Default of {@code log.file.max-size}, in octets. */
    public static final long DEFAULT_MAX_SIZE = 10L * 1024 * 1024;

    /** Default of {@code log.file.keep}. */
    public static final int DEFAULT_KEEP = 5;

    private final LineTarget target;
    private final EventLevel threshold;
    private final Consumer<String> notices;
    private final LongSupplier nanoClock;
    private final AtomicLong lost = new AtomicLong();

    private volatile boolean failed;
    private volatile long retryNanos;
    private long lostBefore;

    JsonLinesSink(LineTarget target, EventLevel threshold, Consumer<String> notices, LongSupplier nanoClock) {
        this.target = target;
        this.threshold = threshold;
        this.notices = notices;
        this.nanoClock = nanoClock;
    }

    /**
     * Lines on standard error, as {@link System#err} is set at the moment of writing.
     *
     * @param threshold the lowest level written
     */
    public static JsonLinesSink toStandardError(EventLevel threshold) {
        return new JsonLinesSink(StandardError.asSet(), threshold, silent(), System::nanoTime);
    }

    /** Lines on the process's standard error, past a {@link System#err} that may lead into a logging framework. */
    public static JsonLinesSink toErrorDescriptor(EventLevel threshold) {
        return new JsonLinesSink(StandardError.descriptor(), threshold, silent(), System::nanoTime);
    }

    /**
     * Lines in a file, which is opened at the first of them.
     *
     * @param maxSize octets at which the file is renamed to {@code name.1}
     * @param keep renamed files that are kept
     * @param notices told in one line when writing fails and when it works again
     */
    public static JsonLinesSink toFile(
            Path file, long maxSize, int keep, EventLevel threshold, Consumer<String> notices) {
        return new JsonLinesSink(new RotatingFile(file, maxSize, keep, notices), threshold, notices, System::nanoTime);
    }

    /** Where standard error itself fails there is nowhere to say it. */
    private static Consumer<String> silent() {
        return notice -> {};
    }

    /** Events that could not be written since the start. */
    public long lost() {
        return lost.get();
    }

    @Override
    public boolean isEnabled(EventLevel level) {
        return level.reaches(threshold);
    }

    @Override
    public void log(EventRecord event) {
        if (failed && nanoClock.getAsLong() - retryNanos < 0) {
            lost.incrementAndGet();
            return;
        }
        try {
            target.write(JsonLine.encode(
                    event, EventText.visible(Thread.currentThread().getName(), 200)));
            if (failed) {
                succeededAgain();
            }
        } catch (IOException | RuntimeException e) {
            lost.incrementAndGet();
            failed(e);
        }
    }

    private synchronized void succeededAgain() {
        if (failed) {
            failed = false;
            long missing = lost.get() - lostBefore;
            notices.accept(target.name() + " can be written again; " + missing
                    + (missing == 1 ? " event was lost." : " events were lost."));
        }
    }

    private synchronized void failed(Exception e) {
        retryNanos = nanoClock.getAsLong() + TimeUnit.SECONDS.toNanos(target.retrySeconds());
        if (!failed) {
            failed = true;
            lostBefore = lost.get() - 1;
            notices.accept(target.name() + " cannot be written: " + reason(e)
                    + "; events are counted as lost, and writing is tried again every " + target.retrySeconds()
                    + " seconds.");
        }
    }

    static String reason(Exception e) {
        String message = e.getMessage();
        String kind = e.getClass().getSimpleName();
        return EventText.visible(message == null ? kind : kind + ": " + message, 300);
    }
}
