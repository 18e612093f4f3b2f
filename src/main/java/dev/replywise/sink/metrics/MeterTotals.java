package dev.replywise.sink.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** All numbers since the start, for whoever reads rather than is told: scrapes, JMX. Thread-safe, without locks. */
public final class MeterTotals {
    private final ConcurrentHashMap<Series, LongAdder> counters = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Series, Durations> durations = new ConcurrentHashMap<>();

    /** Nothing counted yet. */
    public MeterTotals() {}

    void count(Series series, long count) {
        LongAdder adder = counters.get(series);
        if (adder == null) {
            adder = counters.computeIfAbsent(series, unused -> new LongAdder());
        }
        adder.add(count);
    }

    void time(Series series, long nanos) {
        Durations distribution = durations.get(series);
        if (distribution == null) {
            distribution = durations.computeIfAbsent(series, unused -> new Durations());
        }
        distribution.add(nanos);
    }

    /** Passes every counter on. */
    public void counters(BiConsumer<Series, Long> consumer) {
        for (Map.Entry<Series, LongAdder> counter : counters.entrySet()) {
            consumer.accept(counter.getKey(), counter.getValue().sum());
        }
    }

    /** Passes every distribution on. */
    public void durations(BiConsumer<Series, Durations> consumer) {
        for (Map.Entry<Series, Durations> duration : durations.entrySet()) {
            consumer.accept(duration.getKey(), duration.getValue());
        }
    }

    /** The sum of a metric's counters, or the number of durations. */
    public long total(SmtpMetric metric) {
        return total(metric, series -> true);
    }

    /** The sum over the series that are wanted. */
    public long total(SmtpMetric metric, Predicate<Series> wanted) {
        long total = 0;
        for (Map.Entry<Series, LongAdder> counter : counters.entrySet()) {
            if (counter.getKey().metric() == metric && wanted.test(counter.getKey())) {
                total += counter.getValue().sum();
            }
        }
        return total;
    }

    /** The sums of a metric's counters by the values of an attribute; series without the attribute are left out. */
    public SortedMap<String, Long> totalsBy(SmtpMetric metric, SmtpAttribute attribute) {
        TreeMap<String, Long> totals = new TreeMap<>();
        for (Map.Entry<Series, LongAdder> counter : counters.entrySet()) {
            Series series = counter.getKey();
            if (series.metric() == metric && !series.value(attribute).isEmpty()) {
                totals.merge(series.value(attribute), counter.getValue().sum(), Long::sum);
            }
        }
        return Collections.unmodifiableSortedMap(totals);
    }

    /** How many series there are. */
    public int seriesCount() {
        return counters.size() + durations.size();
    }
}
