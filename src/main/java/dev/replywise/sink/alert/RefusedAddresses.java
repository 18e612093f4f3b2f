package dev.replywise.sink.alert;

import java.util.Arrays;
import java.util.Locale;

/**
 * Knows which recipient addresses were refused a short while ago, so that one dead address counts once however often an
 * application tries it. Keeps 32-bit hashes in a table of fixed size; where two addresses meet, one is counted again. Not
 * thread-safe.
 */
final class RefusedAddresses {
    private static final int SIZE = 1024;

    private final int windowMinutes;
    private final int[] hashes = new int[SIZE];
    private final long[] minutes = new long[SIZE];

    RefusedAddresses(int windowMinutes) {
        this.windowMinutes = windowMinutes;
        Arrays.fill(minutes, Long.MIN_VALUE / 2);
    }

    /** Whether the address counts: it was not counted within the window. */
    boolean isNew(String address, long minute) {
        if (address.isEmpty()) {
            return true;
        }
        int hash = address.toLowerCase(Locale.ROOT).hashCode();
        int index = (hash ^ hash >>> 16) & SIZE - 1;
        if (hashes[index] == hash && minute - minutes[index] < windowMinutes) {
            return false;
        }
        hashes[index] = hash;
        minutes[index] = minute;
        return true;
    }
}
