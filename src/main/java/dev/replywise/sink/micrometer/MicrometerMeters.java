package dev.replywise.sink.micrometer;

import dev.replywise.sink.metrics.Series;
import dev.replywise.sink.metrics.SeriesKeys;
import dev.replywise.sink.metrics.SmtpMeters;
import dev.replywise.sink.metrics.SmtpMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Shows the numbers as counters and timers of a Micrometer registry, 1.5 or newer. Thread-safe.
 *
 * <p>All series of a metric have the same tags, empty where a value is absent, because some registries insist on it.
 */
public final class MicrometerMeters implements SmtpMeters {
    private static final Duration[] BOUNDS = bounds();

    private final MeterRegistry registry;
    private final SeriesKeys keys;
    private final ConcurrentHashMap<Series, Counter> counters = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Series, Timer> timers = new ConcurrentHashMap<>();

    /**
     * Meters in a registry.
     *
     * @param labelNames names of the event labels that counters carry; empty for none
     */
    public MicrometerMeters(MeterRegistry registry, List<String> labelNames) {
        this.registry = registry;
        this.keys = new SeriesKeys(labelNames);
    }

    @Override
    public void counted(Series series, long count) {
        Counter counter = counters.get(series);
        if (counter == null) {
            // Not computeIfAbsent: registering runs the application's filters and listeners.
            counter = register(series);
            counters.put(series, counter);
        }
        if (count > 0) {
            counter.increment(count);
        }
    }

    @Override
    public void timed(Series series, long nanos) {
        Timer timer = timers.get(series);
        if (timer == null) {
            timer = registerTimer(series);
            timers.put(series, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** The registry gives the same counter to all who ask for it, so that a race is harmless. */
    private Counter register(Series series) {
        SmtpMetric metric = series.metric();
        return Counter.builder(metric.key())
                .description(metric.description())
                .baseUnit(baseUnit(metric))
                .tags(tags(series))
                .register(registry);
    }

    private Timer registerTimer(Series series) {
        SmtpMetric metric = series.metric();
        return Timer.builder(metric.key())
                .description(metric.description())
                .serviceLevelObjectives(BOUNDS)
                .tags(tags(series))
                .register(registry);
    }

    /** What is counted, in the plural, with which the name ends: where units go into names, it is not put there twice. */
    private static String baseUnit(SmtpMetric metric) {
        return metric.key().substring(metric.key().lastIndexOf('.') + 1);
    }

    private List<Tag> tags(Series series) {
        List<String> names = keys.of(series.metric());
        List<String> values = series.values();
        List<Tag> tags = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            tags.add(Tag.of(names.get(i), values.get(i)));
        }
        return tags;
    }

    private static Duration[] bounds() {
        Duration[] bounds = new Duration[SmtpMetric.DURATION_BOUNDS.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = Duration.ofMillis(Math.round(SmtpMetric.DURATION_BOUNDS.get(i) * 1e3));
        }
        return bounds;
    }
}
