package dev.replywise.sink.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of the last so many slots of time, by server and cause, in bounded memory: places beyond a limit are counted
 * with the server {@code _OTHER}. Not thread-safe.
 */
final class Ledger {
    static final String OTHER = "_OTHER";

    /** A name of a host has 253 characters at most. */
    private static final int LONGEST_SERVER = 253;

    private final int slotMinutes;
    private final int maxPlaces;
    private final List<Map<Place, int[]>> slots = new ArrayList<>();
    private final long[] numbers;

    /**
     * A ledger with nothing in it.
     *
     * @param slotMinutes length of a slot
     * @param slots how many are kept
     * @param maxPlaces in one slot, those of {@code _OTHER} not counted
     */
    Ledger(int slotMinutes, int slots, int maxPlaces) {
        this.slotMinutes = slotMinutes;
        this.maxPlaces = maxPlaces;
        this.numbers = new long[slots];
        for (int i = 0; i < slots; i++) {
            this.slots.add(new HashMap<>());
            numbers[i] = Long.MIN_VALUE;
        }
    }

    /** Adds to a count; minutes never go back. */
    void add(long minute, String server, String cause, Count count, int times) {
        Map<Place, int[]> slot = slot(minute);
        Place place = Place.of(server.length() > LONGEST_SERVER ? OTHER : server, cause);
        int[] counts = slot.get(place);
        if (counts == null) {
            if (slot.size() >= maxPlaces) {
                place = Place.of(OTHER, cause);
            }
            counts = slot.computeIfAbsent(place, any -> new int[Count.values().length]);
        }
        counts[count.ordinal()] += times;
    }

    private Map<Place, int[]> slot(long minute) {
        long number = Math.floorDiv(minute, slotMinutes);
        int index = (int) Math.floorMod(number, (long) numbers.length);
        Map<Place, int[]> slot = slots.get(index);
        if (numbers[index] != number) {
            slot.clear();
            numbers[index] = number;
        }
        return slot;
    }

    /** What was counted in the slots that the last minutes up to this one touch. */
    Numbers last(long minute, int minutes) {
        long newest = Math.floorDiv(minute, slotMinutes);
        long oldest = Math.floorDiv(minute - minutes + 1, slotMinutes);
        Map<Place, int[]> sum = new HashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] < oldest || numbers[i] > newest) {
                continue;
            }
            for (Map.Entry<Place, int[]> counted : slots.get(i).entrySet()) {
                int[] counts = sum.computeIfAbsent(counted.getKey(), any -> new int[Count.values().length]);
                for (int c = 0; c < counts.length; c++) {
                    counts[c] += counted.getValue()[c];
                }
            }
        }
        return new Numbers(sum);
    }

    /** Entries kept, in all slots together. */
    int size() {
        int size = 0;
        for (Map<Place, int[]> slot : slots) {
            size += slot.size();
        }
        return size;
    }
}
