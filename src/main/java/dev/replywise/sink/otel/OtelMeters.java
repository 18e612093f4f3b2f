package dev.replywise.sink.otel;

import dev.replywise.sink.metrics.Series;
import dev.replywise.sink.metrics.SeriesKeys;
import dev.replywise.sink.metrics.SmtpAttribute;
import dev.replywise.sink.metrics.SmtpMeters;
import dev.replywise.sink.metrics.SmtpMetric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records the numbers of {@link SmtpMetric} with an OpenTelemetry meter; needs version 1.10 of the API or newer.
 * Thread-safe.
 */
public final class OtelMeters implements SmtpMeters {
    private final Map<SmtpMetric, LongCounter> counters = new EnumMap<>(SmtpMetric.class);
    private final Map<SmtpMetric, DoubleHistogram> histograms = new EnumMap<>(SmtpMetric.class);
    private final SeriesKeys keys;

    /** As many as there are series, whose number has a limit. */
    private final Map<Series, Attributes> attributes = new ConcurrentHashMap<>();

    /**
     * Makes the instruments.
     *
     * @param labelNames of the labels whose values follow those of the attributes in a series; become {@code labels.*}
     */
    public OtelMeters(Meter meter, List<String> labelNames) {
        this.keys = new SeriesKeys(labelNames);
        for (SmtpMetric metric : SmtpMetric.values()) {
            if (metric.isDuration()) {
                DoubleHistogramBuilder builder = meter.histogramBuilder(metric.key())
                        .setUnit(metric.unit())
                        .setDescription(metric.description());
                try {
                    Advice.ofBuckets(builder);
                } catch (LinkageError olderApi) {
                    // Before 1.32 only a view of the SDK can set buckets.
                }
                histograms.put(metric, builder.build());
            } else {
                counters.put(
                        metric,
                        meter.counterBuilder(metric.key())
                                .setUnit(metric.unit())
                                .setDescription(metric.description())
                                .build());
            }
        }
    }

    @Override
    public void counted(Series series, long count) {
        LongCounter counter = counters.get(series.metric());
        if (counter != null) {
            counter.add(count, attributesOf(series));
        }
    }

    @Override
    public void timed(Series series, long nanos) {
        DoubleHistogram histogram = histograms.get(series.metric());
        if (histogram != null) {
            histogram.record(nanos / 1e9, attributesOf(series));
        }
    }

    private Attributes attributesOf(Series series) {
        Attributes known = attributes.get(series);
        return known == null ? attributes.computeIfAbsent(series, this::toAttributes) : known;
    }

    private Attributes toAttributes(Series series) {
        AttributesBuilder builder = Attributes.builder();
        List<String> names = keys.of(series.metric());
        List<String> values = series.values();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value.isEmpty()) {
                continue;
            }
            if (!names.get(i).equals(SmtpAttribute.STATUS_CODE.key())) {
                builder.put(names.get(i), value);
            } else if (!value.equals(SmtpMetric.OTHER)) {
                // A number, as in spans and logs. Where it is not one of SMTP's, error.type says _OTHER.
                builder.put(names.get(i), Long.parseLong(value));
            }
        }
        return builder.build();
    }

    /** A method that older APIs lack, so it is linked on its own. */
    private static final class Advice {
        static void ofBuckets(DoubleHistogramBuilder builder) {
            builder.setExplicitBucketBoundariesAdvice(SmtpMetric.DURATION_BOUNDS);
        }
    }
}
