package dev.replywise.sink.alert;

import java.util.Arrays;

/** Permanent refusals and attempts of each minute of the last 25 hours: the base line of a spike. Not thread-safe. */
final class History {
    private static final int MINUTES = 25 * 60;
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    /** The mean of a shorter time says little. */
    private static final int LEAST = 45;

    private final int[] permanent = new int[MINUTES];
    private final int[] attempts = new int[MINUTES];
    private final long[] numbers = new long[MINUTES];
    private final long first;

    /** A history that begins with this minute. */
    History(long firstMinute) {
        this.first = firstMinute;
        Arrays.fill(numbers, Long.MIN_VALUE);
    }

    void add(long minute, int morePermanent, int moreAttempts) {
        int index = (int) Math.floorMod(minute, (long) MINUTES);
        if (numbers[index] != minute) {
            numbers[index] = minute;
            permanent[index] = 0;
            attempts[index] = 0;
        }
        permanent[index] += morePermanent;
        attempts[index] += moreAttempts;
    }

    /**
     * The higher one of the worst window in the same hour of yesterday, half an hour to both sides, so that a newsletter
     * that goes out each day at that hour is known, and of the mean of the six hours before the window; nothing when the
     * JVM is younger than an hour.
     */
    BaseLine baseLine(long minute, int window) {
        BaseLine yesterday = worst(minute - DAY - HOUR / 2, minute - DAY + HOUR / 2, window);
        BaseLine today = mean(minute - window - 6 * HOUR, minute - window, window);
        return today.higher(yesterday);
    }

    private BaseLine worst(long from, long to, int window) {
        BaseLine worst = BaseLine.NONE;
        for (long begin = Math.max(from, first); begin + window <= to; begin++) {
            BaseLine here = sum(begin, begin + window);
            worst = here.refusals > worst.refusals ? here : worst;
        }
        return worst;
    }

    /** Of the minutes in which the JVM was there, brought to the length of a window. */
    private BaseLine mean(long from, long to, int window) {
        long begin = Math.max(from, first);
        if (to - begin < LEAST) {
            return BaseLine.NONE;
        }
        BaseLine all = sum(begin, to);
        return new BaseLine(all.refusals * window / (to - begin), all.perAttempt);
    }

    private BaseLine sum(long from, long to) {
        int refused = 0;
        int tried = 0;
        for (long minute = from; minute < to; minute++) {
            int index = (int) Math.floorMod(minute, (long) MINUTES);
            if (numbers[index] == minute) {
                refused += permanent[index];
                tried += attempts[index];
            }
        }
        return new BaseLine(refused, tried == 0 ? 0 : (double) refused / tried);
    }

    /** What is usual. Immutable. */
    static final class BaseLine {
        static final BaseLine NONE = new BaseLine(0, 0);

        /** Permanent refusals in a window. */
        final double refusals;

        /** Permanent refusals an attempt. */
        final double perAttempt;

        BaseLine(double refusals, double perAttempt) {
            this.refusals = refusals;
            this.perAttempt = perAttempt;
        }

        private BaseLine higher(BaseLine other) {
            return new BaseLine(Math.max(refusals, other.refusals), Math.max(perAttempt, other.perAttempt));
        }
    }
}
