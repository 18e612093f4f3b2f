package dev.replywise.sink.console;

import java.util.concurrent.TimeUnit;

/**
 * How long things took, as a histogram whose buckets grow with the value: a quantile is at most an eighth too high. Not
 * thread-safe.
 */
final class DurationTotals {
    private static final int STEP_BITS = 3;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] counts = new long[64 * STEPS];
    private long count;
    private long maxNanos;

    void add(long nanos) {
        if (nanos >= 0) {
            counts[bucket(TimeUnit.NANOSECONDS.toMicros(nanos))]++;
            count++;
            maxNanos = Math.max(maxNanos, nanos);
        }
    }

    long count() {
        return count;
    }

    double maxMillis() {
        return maxNanos / 1e6;
    }

    /** The duration that this share of all did not exceed; 0 when there was none. */
    double quantileMillis(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length && count > 0; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(maxMillis(), end(i) / 1e3);
            }
        }
        return maxMillis();
    }

    private static int bucket(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
        return (shift + 1) * STEPS + (int) (micros >> shift & STEPS - 1);
    }

    /** The first value behind a bucket, in microseconds. */
    private static double end(int bucket) {
        if (bucket < STEPS) {
            return bucket + 1.0;
        }
        int shift = bucket / STEPS - 1;
        return (STEPS + bucket % STEPS + 1.0) * Math.pow(2, shift);
    }
}
