package dev.replywise.sink.metrics;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The first so many values that come keep their name; all later ones are {@code _OTHER}. Thread-safe, without locks. */
final class BoundedValues {
    /** Longer values are taken as one of the rest: a key is kept for ever. */
    private static final int LONGEST = 256;

    private final int limit;
    private final ConcurrentHashMap<String, String> known = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    BoundedValues(int limit) {
        this.limit = limit;
    }

    /** The value to use; the empty one does not count. */
    String of(String value) {
        if (value.isEmpty()) {
            return value;
        }
        String kept = known.get(value);
        if (kept != null) {
            return kept;
        }
        if (value.length() > LONGEST || size.get() >= limit) {
            return SmtpMetric.OTHER;
        }
        if (size.incrementAndGet() > limit) {
            size.decrementAndGet();
            return SmtpMetric.OTHER;
        }
        String earlier = known.putIfAbsent(value, value);
        if (earlier != null) {
            size.decrementAndGet();
            return earlier;
        }
        return value;
    }
}
