package dev.replywise.sink.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One metric with one set of attribute values. Immutable; a good map key, as its hash is kept and the same series is
 * nearly always the same object.
 */
public final class Series {
    private final SmtpMetric metric;
    private final String[] values;
    private final int hash;

    Series(SmtpMetric metric, String... values) {
        this.metric = metric;
        this.values = values;
        this.hash = 31 * metric.ordinal() + Arrays.hashCode(values);
    }

    /** The metric. */
    public SmtpMetric metric() {
        return metric;
    }

    /** The values of {@link SmtpMetric#attributes()}, then those of the labels; empty for an attribute that is absent. */
    public List<String> values() {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /** The value of an attribute; empty when it is absent. */
    public String value(SmtpAttribute attribute) {
        int index = metric.attributes().indexOf(attribute);
        return index < 0 ? "" : values[index];
    }

    /**
     * The series that takes this one's counts when its metric has too many: sums by class, command and outcome, and what
     * failed, stay right.
     */
    Series folded() {
        String[] folded = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            folded[i] =
                    i < metric.attributes().size() ? folded(metric.attributes().get(i), values[i]) : SmtpMetric.OTHER;
        }
        return new Series(metric, folded);
    }

    private static String folded(SmtpAttribute attribute, String value) {
        boolean nothingFailed = attribute == SmtpAttribute.ERROR_TYPE && value.isEmpty();
        return attribute.isAlwaysKept() || nothingFailed ? value : SmtpMetric.OTHER;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Series
                && hash == ((Series) other).hash
                && metric == ((Series) other).metric
                && Arrays.equals(values, ((Series) other).values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return metric.key() + Arrays.toString(values);
    }
}
