package dev.replywise.agent.bridge;

import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.LogSink;
import dev.replywise.event.LogSinkFactory;
import org.jspecify.annotations.Nullable;

/**
 * The way into one logging API, or the finding that there is none. Held from the API's side, so that it lives and dies
 * with the application. Thread-safe.
 */
final class FrameworkSink implements LogSink {
    /** There is no such API, or nothing behind it. */
    static final FrameworkSink ABSENT = new FrameworkSink(
            new LogSinkFactory() {
                @Override
                public Backing backing() {
                    return Backing.NONE;
                }

                @Override
                public LogSink sink() {
                    throw new IllegalStateException("no logging framework");
                }
            },
            new LogSink() {
                @Override
                public boolean isEnabled(EventLevel level) {
                    return false;
                }

                @Override
                public void log(EventRecord event) {
                    // Nothing is behind it.
                }
            });

    private final LogSinkFactory factory;
    private final LogSink sink;
    private volatile boolean broken;

    FrameworkSink(LogSinkFactory factory, LogSink sink) {
        this.factory = factory;
        this.sink = sink;
    }

    /** What stands behind the API now. */
    LogSinkFactory.Backing backing() {
        return broken ? LogSinkFactory.Backing.NONE : factory.backing();
    }

    /** Whether the API turned out to be another one than ours at the first call. */
    boolean isBroken() {
        return broken;
    }

    @Override
    public boolean isEnabled(EventLevel level) {
        try {
            return sink.isEnabled(level);
        } catch (LinkageError e) {
            broken = true;
            throw e;
        }
    }

    @Override
    public void log(EventRecord event) {
        try {
            sink.log(event);
        } catch (LinkageError e) {
            broken = true;
            throw e;
        }
    }

    @Override
    public @Nullable String contextValue(String key) {
        return sink.contextValue(key);
    }
}
