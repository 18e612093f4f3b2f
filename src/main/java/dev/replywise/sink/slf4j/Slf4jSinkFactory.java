package dev.replywise.sink.slf4j;

import dev.replywise.event.LogSink;
import dev.replywise.event.LogSinkFactory;
import org.slf4j.LoggerFactory;

/** Makes the sink that fits the version of SLF4J beside which this class is defined. */
public final class Slf4jSinkFactory implements LogSinkFactory {
    private static final String FLUENT_API = "org.slf4j.spi.LoggingEventBuilder";

    /** Called by the bridge that defines this class. */
    public Slf4jSinkFactory() {}

    @Override
    public Backing backing() {
        String factory = LoggerFactory.getILoggerFactory().getClass().getName();
        if (factory.endsWith(".SubstituteLoggerFactory")) {
            return Backing.LATER;
        }
        return factory.endsWith(".NOPLoggerFactory") ? Backing.NONE : Backing.REAL;
    }

    @Override
    public LogSink sink() {
        try {
            Class.forName(FLUENT_API, false, Slf4jSinkFactory.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return new Slf4j1Sink();
        }
        return new Slf4j2Sink();
    }
}
