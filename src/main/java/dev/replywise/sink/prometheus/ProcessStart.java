package dev.replywise.sink.prometheus;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Optional;

/** When this JVM's process was started. Stateless. */
final class ProcessStart {
    private ProcessStart() {}

    /** Seconds since the epoch; from {@code ProcessHandle}, and on Java 8, which lacks it, from the runtime's MX bean. */
    static double seconds() {
        try {
            Class<?> handle = Class.forName("java.lang.ProcessHandle");
            Object info =
                    handle.getMethod("info").invoke(handle.getMethod("current").invoke(null));
            Object start = Class.forName("java.lang.ProcessHandle$Info")
                    .getMethod("startInstant")
                    .invoke(info);
            Optional<?> instant = (Optional<?>) start;
            if (instant != null && instant.isPresent()) {
                return ((Instant) instant.get()).toEpochMilli() / 1000.0;
            }
        } catch (ReflectiveOperationException | RuntimeException olderJava) {
            // Asked otherwise below.
        }
        return ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0;
    }
}
