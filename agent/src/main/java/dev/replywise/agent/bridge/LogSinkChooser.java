package dev.replywise.agent.bridge;

import dev.replywise.event.LogSink;
import dev.replywise.event.LogSinkFactory.Backing;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where the events of a mail library are logged: SLF4J with a real binding, as the library's class loader or the
 * sending thread's sees it; else Log4j 2 found the same way; else JSON lines. Thread-safe; never throws.
 */
final class LogSinkChooser {
    private final LogTarget target;
    private final FrameworkApi slf4j;
    private final FrameworkApi log4j;
    private final LogSink json;
    private final Consumer<String> notices;
    private final AtomicBoolean absenceSaid = new AtomicBoolean();

    /**
     * A chooser.
     *
     * @param agent the loader that has Replywise
     * @param json what is used where no framework is
     * @param notices told once when a framework was asked for that is not there
     */
    LogSinkChooser(LogTarget target, ClassLoader agent, LogSink json, Consumer<String> notices) {
        this.target = target;
        this.slf4j = FrameworkApi.slf4j(agent);
        this.log4j = FrameworkApi.log4j(agent);
        this.json = json;
        this.notices = notices;
    }

    private LogSinkChooser(LogTarget target, LogSinkChooser other) {
        this.target = target;
        this.slf4j = other.slf4j;
        this.log4j = other.log4j;
        this.json = other.json;
        this.notices = other.notices;
    }

    /** A chooser among the same frameworks by another option. */
    LogSinkChooser withTarget(LogTarget other) {
        return new LogSinkChooser(other, this);
    }

    /**
     * The sink for a mail that is being sent on this thread.
     *
     * @param library the mail library's class loader, if it is known
     * @param sending the sending thread's context class loader
     */
    LogSink choose(@Nullable ClassLoader library, @Nullable ClassLoader sending) {
        switch (target) {
            case SLF4J:
                return asked(slf4j, "slf4j", library, sending);
            case LOG4J2:
                return asked(log4j, "log4j2", library, sending);
            case AUTO:
                FrameworkSink found = seen(slf4j, library, sending, false);
                if (backing(found) == Backing.NONE) {
                    // What Log4j only hands on to SLF4J would end where SLF4J just did.
                    found = seen(log4j, library, sending, false);
                }
                return backing(found) == Backing.REAL ? found : json;
            default:
                return json;
        }
    }

    private LogSink asked(FrameworkApi api, String name, @Nullable ClassLoader library, @Nullable ClassLoader sending) {
        FrameworkSink found = seen(api, library, sending, true);
        Backing backing = backing(found);
        if (backing == Backing.REAL || backing == Backing.FORWARDED) {
            return found;
        }
        if (backing == Backing.NONE && absenceSaid.compareAndSet(false, true)) {
            notices.accept("log=" + name + ", but the application has no such logging"
                    + (found.isBroken() ? " that fits" : " with a framework behind it")
                    + "; events are written as JSON lines.");
        }
        return json;
    }

    /** The first of the two loaders' that has something behind it, else one that may have it later. */
    private static FrameworkSink seen(
            FrameworkApi api, @Nullable ClassLoader library, @Nullable ClassLoader sending, boolean forwarded) {
        FrameworkSink ofLibrary = api.find(library);
        Backing backing = backing(ofLibrary);
        if (backing == Backing.REAL || (forwarded && backing == Backing.FORWARDED) || sending == library) {
            return ofLibrary;
        }
        FrameworkSink ofThread = api.find(sending);
        return backing(ofThread) == Backing.NONE && backing == Backing.LATER ? ofLibrary : ofThread;
    }

    private static Backing backing(FrameworkSink sink) {
        try {
            return sink.backing();
        } catch (LinkageError | RuntimeException e) {
            // Such as a framework whose own start failed.
            return Backing.NONE;
        }
    }
}
