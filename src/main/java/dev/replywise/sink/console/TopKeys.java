package dev.replywise.sink.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the busiest keys in the last hour, with a limit to the number of keys. A key that is new when all places are
 * taken gets the place of the least busy one, whose counts go to the rest; it inherits that one's weight, as in the
 * space-saving algorithm of Metwally, Agrawal and El Abbadi. So a key that stands for more than one in {@code limit}
 * events is always among them, no count is ever too high, and counts and rest add up exactly. Not thread-safe.
 */
final class TopKeys {
    /** What the rest is called. */
    static final String OTHER = "_OTHER";

    private static final int LONGEST_KEY = 255;

    private final int limit;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Entry other;

    /** One key. Not thread-safe. */
    static final class Entry {
        private final String key;
        private final HourCounts counts;
        private long weight;
        private @Nullable KeptEvent last;

        private Entry(String key, long weight, long minute) {
            this.key = key;
            this.weight = weight;
            this.counts = new HourCounts(minute);
        }

        /** The event that is shown as an example. */
        void last(KeptEvent event) {
            last = event;
        }
    }

    /** A key and its counts of the last hour. Immutable. */
    static final class Count {
        private final String key;
        private final long all;
        private final long failed;
        private final @Nullable KeptEvent last;

        private Count(Entry entry, long minute) {
            this.key = entry.key;
            this.all = entry.counts.all(minute);
            this.failed = entry.counts.failed(minute);
            this.last = entry.last;
        }

        String key() {
            return key;
        }

        long all() {
            return all;
        }

        long failed() {
            return failed;
        }

        @Nullable
        KeptEvent last() {
            return last;
        }
    }

    TopKeys(int limit) {
        this.limit = limit;
        this.other = new Entry(OTHER, 0, 0);
    }

    /** Counts; an empty key counts nowhere, one that is too long as one of the rest. */
    void add(String key, long minute, int all, int failed) {
        if (!key.isEmpty()) {
            add(entry(key, minute), minute, all, failed);
        }
    }

    /** Counts one failure and keeps its event as the example. */
    void addFailure(String key, long minute, KeptEvent event) {
        Entry entry = entry(key, minute);
        add(entry, minute, 1, 1);
        if (entry != other) {
            entry.last(event);
        }
    }

    /** The keys that were counted in the last hour, those with the most failures first. */
    List<Count> top(int most, long minute) {
        List<Count> counts = new ArrayList<>(entries.size());
        for (Entry entry : entries.values()) {
            Count count = new Count(entry, minute);
            if (count.all > 0 || count.failed > 0) {
                counts.add(count);
            }
        }
        counts.sort((a, b) -> {
            int byFailed = Long.compare(b.failed, a.failed);
            int byAll = byFailed == 0 ? Long.compare(b.all, a.all) : byFailed;
            return byAll == 0 ? a.key.compareTo(b.key) : byAll;
        });
        return counts.size() > most ? new ArrayList<>(counts.subList(0, most)) : counts;
    }

    /** Everything that was counted in the last hour, the rest included. */
    Count total(long minute) {
        Entry total = new Entry("", 0, minute);
        for (Entry entry : entries.values()) {
            total.counts.addAll(entry.counts, minute);
        }
        total.counts.addAll(other.counts, minute);
        return new Count(total, minute);
    }

    int size() {
        return entries.size();
    }

    private static void add(Entry entry, long minute, int all, int failed) {
        entry.weight += Math.max(1, all);
        entry.counts.add(minute, all, failed);
    }

    private Entry entry(String key, long minute) {
        Entry known = entries.get(key);
        if (known != null) {
            return known;
        }
        if (key.length() > LONGEST_KEY) {
            return other;
        }
        long weight = 0;
        if (entries.size() >= limit) {
            Entry least = leastBusy(minute);
            entries.remove(least.key);
            other.counts.addAll(least.counts, minute);
            weight = least.weight;
        }
        Entry added = new Entry(key, weight, minute);
        entries.put(key, added);
        return added;
    }

    private Entry leastBusy(long minute) {
        Entry least = other;
        for (Entry entry : entries.values()) {
            if (entry.counts.isIdle(minute)) {
                return entry;
            }
            if (least == other || entry.weight < least.weight) {
                least = entry;
            }
        }
        return least;
    }
}
