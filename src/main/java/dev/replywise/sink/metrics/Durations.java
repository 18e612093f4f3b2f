package dev.replywise.sink.metrics;

import java.util.concurrent.atomic.LongAdder;

/** A distribution of durations over {@link SmtpMetric#DURATION_BOUNDS}. Thread-safe. */
public final class Durations {
    private static final long[] BOUNDS = new long[SmtpMetric.DURATION_BOUNDS.size()];

    static {
        for (int i = 0; i < BOUNDS.length; i++) {
            BOUNDS[i] = Math.round(SmtpMetric.DURATION_BOUNDS.get(i) * 1e9);
        }
    }

    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder sum = new LongAdder();

    Durations() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    void add(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        sum.add(nanos);
    }

    /** How many fell into each bucket alone, the last one being that above all bounds. */
    public long[] counts() {
        long[] counts = new long[buckets.length];
        for (int i = 0; i < buckets.length; i++) {
            counts[i] = buckets[i].sum();
        }
        return counts;
    }

    /** How many there were. */
    public long count() {
        long count = 0;
        for (LongAdder bucket : buckets) {
            count += bucket.sum();
        }
        return count;
    }

    /** All of them together, in seconds. */
    public double sumSeconds() {
        return sum.sum() / 1e9;
    }
}
