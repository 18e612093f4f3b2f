package dev.replywise.sink.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The counts of a window of time. Immutable. */
final class Numbers {
    private final Map<Place, int[]> counts;

    Numbers(Map<Place, int[]> counts) {
        this.counts = counts;
    }

    int total(Count count) {
        int total = 0;
        for (int[] each : counts.values()) {
            total += each[count.ordinal()];
        }
        return total;
    }

    int ofServer(String server, Count count) {
        return byServer(count).getOrDefault(server, 0);
    }

    /** Those with at least one. */
    Map<String, Integer> byServer(Count count) {
        return by(Place::server, place -> true, count);
    }

    /** Those with at least one. */
    Map<String, Integer> byCause(Count count) {
        return by(Place::cause, place -> !place.cause().isEmpty(), count);
    }

    /** The same at one server. */
    Map<String, Integer> byCauseAt(String server, Count count) {
        return by(
                Place::cause,
                place -> !place.cause().isEmpty() && place.server().equals(server),
                count);
    }

    /** The servers at which a cause was met. */
    Map<String, Integer> byServerWith(String cause, Count count) {
        return by(Place::server, place -> place.cause().equals(cause), count);
    }

    private Map<String, Integer> by(Function<Place, String> key, Predicate<Place> which, Count count) {
        Map<String, Integer> sums = new HashMap<>();
        for (Map.Entry<Place, int[]> each : counts.entrySet()) {
            int value = each.getValue()[count.ordinal()];
            if (value > 0 && which.test(each.getKey())) {
                sums.merge(key.apply(each.getKey()), value, Integer::sum);
            }
        }
        return sums;
    }

    /** The keys with the highest counts first, equal ones in the order of the alphabet. */
    static List<Map.Entry<String, Integer>> ranked(Map<String, Integer> sums) {
        List<Map.Entry<String, Integer>> ranked = new ArrayList<>(sums.entrySet());
        ranked.sort(Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.<String, Integer>comparingByKey()));
        return ranked;
    }

    /** The key with the highest count; empty when there is none. */
    static String top(Map<String, Integer> sums) {
        List<Map.Entry<String, Integer>> ranked = ranked(sums);
        return ranked.isEmpty() ? "" : ranked.get(0).getKey();
    }
}
