package dev.replywise.agent.otel.sdk;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * What the exporter's classes get in place of the JDK's logger, whose levels and handlers are the application's. Warnings
 * become problems of the agent; of failed exports only the first does. Thread-safe.
 */
public final class QuietLogger {
    private static final AtomicBoolean EXPORT_FAILURE_SAID = new AtomicBoolean();

    private static volatile Consumer<String> problems = problem -> {};

    private final boolean exports;

    private QuietLogger(String name) {
        // Exporters, and the SDK's packages that drive them.
        this.exports = name.contains(".export");
    }

    static void sayTo(Consumer<String> consumer) {
        problems = consumer;
    }

    /** Whether a failed export was said: the back end is known to be down. */
    static boolean hasSaidExportFailure() {
        return EXPORT_FAILURE_SAID.get();
    }

    /** Called in place of the method of the same name of {@link java.util.logging.Logger}, like all below. */
    public static QuietLogger getLogger(String name) {
        return new QuietLogger(name);
    }

    /** The same. */
    public boolean isLoggable(Level level) {
        return level.intValue() >= Level.WARNING.intValue();
    }

    /** The same. */
    public void fine(@Nullable String message) {
        log(Level.FINE, message);
    }

    /** The same. */
    public void info(@Nullable String message) {
        log(Level.INFO, message);
    }

    /** The same. */
    public void warning(@Nullable String message) {
        log(Level.WARNING, message);
    }

    /** The same. */
    public void log(Level level, @Nullable String message) {
        if (isLoggable(level) && (!exports || EXPORT_FAILURE_SAID.compareAndSet(false, true))) {
            problems.accept("OTLP: " + message);
        }
    }

    /** The same. */
    public void log(Level level, @Nullable String message, @Nullable Object parameter) {
        log(level, message + " " + parameter);
    }

    /** The same. */
    public void log(Level level, @Nullable String message, Object[] parameters) {
        log(level, message);
    }

    /** The same. */
    public void log(Level level, @Nullable String message, @Nullable Throwable failure) {
        log(level, failure == null ? message : message + " " + failure);
    }
}
