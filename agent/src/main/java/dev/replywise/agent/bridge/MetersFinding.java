package dev.replywise.agent.bridge;

import dev.replywise.sink.metrics.SmtpMeters;
import org.jspecify.annotations.Nullable;

/** What a look for a metrics library found. Immutable. */
final class MetersFinding {
    /** No such library. */
    static final MetersFinding ABSENT = new MetersFinding(null, false);

    /** The library is there, and nothing that keeps numbers stands behind it yet: worth another look. */
    static final MetersFinding LATER = new MetersFinding(null, false);

    private final @Nullable SmtpMeters meters;
    private final boolean exported;

    private MetersFinding(@Nullable SmtpMeters meters, boolean exported) {
        this.meters = meters;
        this.exported = exported;
    }

    /**
     * Numbers can go here. The same object each time for the same application, so that nothing is told twice; whoever
     * finds it holds it, for a {@link MetersBridge} holds it weakly.
     */
    static MetersFinding ready(SmtpMeters meters) {
        return new MetersFinding(meters, true);
    }

    /** As {@link #ready}, but nothing there leaves the JVM: a place that exports is to be preferred. */
    static MetersFinding inMemory(SmtpMeters meters) {
        return new MetersFinding(meters, false);
    }

    /** Where numbers can go; null when {@link #ABSENT} or {@link #LATER}. */
    @Nullable
    SmtpMeters meters() {
        return meters;
    }

    /** Whether {@link #inMemory}. */
    boolean isInMemory() {
        return meters != null && !exported;
    }
}
