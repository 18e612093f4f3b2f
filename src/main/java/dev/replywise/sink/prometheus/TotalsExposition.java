package dev.replywise.sink.prometheus;

import dev.replywise.sink.metrics.Durations;
import dev.replywise.sink.metrics.MeterTotals;
import dev.replywise.sink.metrics.Series;
import dev.replywise.sink.metrics.SeriesKeys;
import dev.replywise.sink.metrics.SmtpMetric;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the totals in the formats that Prometheus reads. Thread-safe.
 *
 * <p>Only the library's model and text formats are used: its meters and its HTTP server read settings that belong to the
 * application, and the server sets system properties that change the application's own.
 */
final class TotalsExposition {
    private static final double[] BOUNDS = bounds();

    private final MeterTotals totals;
    private final Map<SmtpMetric, List<String>> labelNames = new EnumMap<>(SmtpMetric.class);
    private final Map<Series, Labels> labels = new ConcurrentHashMap<>();
    private volatile @Nullable GaugeSnapshot processStart;
    private final ExpositionFormatWriter openMetrics =
            OpenMetricsTextFormatWriter.builder().build();
    private final ExpositionFormatWriter text =
            PrometheusTextFormatWriter.builder().build();

    TotalsExposition(MeterTotals totals, List<String> eventLabels) {
        this.totals = totals;
        SeriesKeys keys = new SeriesKeys(eventLabels);
        for (SmtpMetric metric : SmtpMetric.values()) {
            List<String> names = new ArrayList<>();
            for (String key : keys.of(metric)) {
                names.add(SeriesKeys.plain(key));
            }
            labelNames.put(metric, names);
        }
    }

    /** The format that a scraper asks for. */
    ExpositionFormatWriter format(String accept) {
        return openMetrics.accepts(accept) ? openMetrics : text;
    }

    void write(ExpositionFormatWriter format, OutputStream out) throws IOException {
        format.write(out, snapshots());
    }

    private MetricSnapshots snapshots() {
        Map<SmtpMetric, CounterSnapshot.Builder> counters = new EnumMap<>(SmtpMetric.class);
        totals.counters((series, count) -> counters.computeIfAbsent(series.metric(), TotalsExposition::counter)
                .dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels(series))
                        .value(count.doubleValue())
                        .build()));
        Map<SmtpMetric, HistogramSnapshot.Builder> histograms = new EnumMap<>(SmtpMetric.class);
        totals.durations((series, durations) -> histograms
                .computeIfAbsent(series.metric(), TotalsExposition::histogram)
                .dataPoint(point(series, durations)));
        MetricSnapshots.Builder all = MetricSnapshots.builder().metricSnapshot(processStart());
        for (CounterSnapshot.Builder counter : counters.values()) {
            all.metricSnapshot(counter.build());
        }
        for (HistogramSnapshot.Builder histogram : histograms.values()) {
            all.metricSnapshot(histogram.build());
        }
        return all.build();
    }

    /** Tells a process that is new from one that a scraper meets late, as the alerting rules want to know. */
    private GaugeSnapshot processStart() {
        GaugeSnapshot known = processStart;
        if (known == null) {
            known = GaugeSnapshot.builder()
                    .name("process_start_time_seconds")
                    .unit(Unit.SECONDS)
                    .help("When the process was started, in seconds since the epoch.")
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .value(ProcessStart.seconds())
                            .build())
                    .build();
            processStart = known;
        }
        return known;
    }

    private HistogramDataPointSnapshot point(Series series, Durations durations) {
        HistogramDataPointSnapshot.Builder point = HistogramDataPointSnapshot.builder();
        point.labels(labels(series));
        point.sum(durations.sumSeconds());
        return point.classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, durations.counts()))
                .build();
    }

    private Labels labels(Series series) {
        return labels.computeIfAbsent(
                series, made -> Labels.of(labelNames.getOrDefault(made.metric(), new ArrayList<>()), made.values()));
    }

    private static CounterSnapshot.Builder counter(SmtpMetric metric) {
        return CounterSnapshot.builder().name(SeriesKeys.plain(metric.key())).help(metric.description());
    }

    private static HistogramSnapshot.Builder histogram(SmtpMetric metric) {
        return HistogramSnapshot.builder()
                .name(SeriesKeys.plain(metric.key()) + "_seconds")
                .unit(Unit.SECONDS)
                .help(metric.description());
    }

    private static double[] bounds() {
        List<Double> finite = SmtpMetric.DURATION_BOUNDS;
        double[] bounds = new double[finite.size() + 1];
        Arrays.fill(bounds, Double.POSITIVE_INFINITY);
        for (int i = 0; i < finite.size(); i++) {
            bounds[i] = finite.get(i);
        }
        return bounds;
    }
}
