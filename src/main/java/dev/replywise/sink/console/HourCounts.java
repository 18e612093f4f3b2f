package dev.replywise.sink.console;

/** How many there were in the last 60 minutes, and how many of them failed. Not thread-safe. */
final class HourCounts {
    static final int MINUTES = 60;

    private final int[] all = new int[MINUTES];
    private final int[] failed = new int[MINUTES];
    private long current;

    HourCounts(long minute) {
        this.current = minute;
    }

    void add(long minute, int allMore, int failedMore) {
        advance(minute);
        all[slot(current)] += allMore;
        failed[slot(current)] += failedMore;
    }

    /** Adds what another one has counted. */
    void addAll(HourCounts other, long minute) {
        advance(minute);
        other.advance(current);
        for (int i = 0; i < MINUTES; i++) {
            all[i] += other.all[i];
            failed[i] += other.failed[i];
        }
    }

    long all(long minute) {
        advance(minute);
        return sum(all);
    }

    long failed(long minute) {
        advance(minute);
        return sum(failed);
    }

    /** Whether nothing was counted for an hour. */
    boolean isIdle(long minute) {
        return minute - current >= MINUTES;
    }

    private void advance(long minute) {
        long from = Math.max(current + 1, minute - MINUTES + 1);
        for (long each = from; each <= minute; each++) {
            all[slot(each)] = 0;
            failed[slot(each)] = 0;
        }
        current = Math.max(current, minute);
    }

    private static long sum(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    private static int slot(long minute) {
        return (int) Math.floorMod(minute, (long) MINUTES);
    }
}
