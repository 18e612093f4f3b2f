package dev.replywise.sink.log4j;

import dev.replywise.event.LogSink;
import dev.replywise.event.LogSinkFactory;
import org.apache.logging.log4j.LogManager;

/** Makes the sink into the Log4j 2 API beside which this class is defined. */
public final class Log4jSinkFactory implements LogSinkFactory {
    /** Called by the bridge that defines this class. */
    public Log4jSinkFactory() {}

    @Override
    public Backing backing() {
        String factory = LogManager.getFactory().getClass().getName();
        if (factory.endsWith(".SimpleLoggerContextFactory")) {
            return Backing.NONE;
        }
        return factory.endsWith(".SLF4JLoggerContextFactory") ? Backing.FORWARDED : Backing.REAL;
    }

    @Override
    public LogSink sink() {
        return new Log4jSink();
    }
}
