package dev.replywise.event;

/**
 * Makes the sink of one logging API and tells what stands behind that API. Implementations link the API, so they are
 * loaded only where it is present.
 */
public interface LogSinkFactory {
    /** What stands behind a logging API. */
    enum Backing {
        /** A framework that writes. */
        REAL,
        /** Another logging API: what becomes of events is decided there. */
        FORWARDED,
        /** Still starting: ask again later. */
        LATER,
        /** Nothing: events would be dropped. */
        NONE
    }

    /** What stands behind the API; starts the framework when nobody has yet. */
    Backing backing();

    /** A sink into the API. */
    LogSink sink();
}
