package dev.replywise.sink.console;

import dev.replywise.reply.ReplyClass;
import java.util.Arrays;

/** Counts by reply class in buckets of equal length, of which the oldest are used again. Not thread-safe. */
final class RateRing {
    private static final int CLASSES = ReplyClass.values().length;

    private final int buckets;
    private final long bucketMillis;
    private final int[][] counts;
    private long current;

    /**
     * A ring with nothing counted.
     *
     * @param buckets how many complete ones are shown
     */
    RateRing(int buckets, long bucketMillis, long nowMillis) {
        this.buckets = buckets;
        this.bucketMillis = bucketMillis;
        this.counts = new int[buckets + 1][CLASSES];
        this.current = nowMillis / bucketMillis;
    }

    void count(ReplyClass replyClass, long nowMillis) {
        advance(nowMillis);
        counts[slot(current)][replyClass.ordinal()]++;
    }

    /** The counts of a class in the complete buckets, oldest first; the one that is still being filled is left out. */
    int[] complete(ReplyClass replyClass, long nowMillis) {
        advance(nowMillis);
        int[] values = new int[buckets];
        for (int i = 0; i < buckets; i++) {
            values[i] = counts[slot(current - buckets + i)][replyClass.ordinal()];
        }
        return values;
    }

    long bucketMillis() {
        return bucketMillis;
    }

    private void advance(long nowMillis) {
        long now = nowMillis / bucketMillis;
        long from = Math.max(current + 1, now - buckets);
        for (long bucket = from; bucket <= now; bucket++) {
            Arrays.fill(counts[slot(bucket)], 0);
        }
        current = Math.max(current, now);
    }

    private int slot(long bucket) {
        return (int) Math.floorMod(bucket, (long) counts.length);
    }
}
