package dev.replywise.sink.jmx;

import dev.replywise.sink.metrics.MeterTotals;
import dev.replywise.sink.metrics.SmtpAttribute;
import dev.replywise.sink.metrics.SmtpMetric;
import java.util.Map;

/** Reads messages and recipients from the totals. */
final class MessageTotals implements MessagesMXBean {
    private final MeterTotals totals;

    MessageTotals(MeterTotals totals) {
        this.totals = totals;
    }

    @Override
    public long getTotal() {
        return totals.total(SmtpMetric.MESSAGES);
    }

    @Override
    public Map<String, Long> getByOutcome() {
        return totals.totalsBy(SmtpMetric.MESSAGES, SmtpAttribute.OUTCOME);
    }

    @Override
    public Map<String, Long> getByServer() {
        return totals.totalsBy(SmtpMetric.MESSAGES, SmtpAttribute.SERVER);
    }

    @Override
    public double getMeanDurationSeconds() {
        double[] sumAndCount = new double[2];
        totals.durations((series, durations) -> {
            if (series.metric() == SmtpMetric.MESSAGE_DURATION) {
                sumAndCount[0] += durations.sumSeconds();
                sumAndCount[1] += durations.count();
            }
        });
        return sumAndCount[1] == 0 ? 0 : sumAndCount[0] / sumAndCount[1];
    }

    @Override
    public Map<String, Long> getRecipientsByClass() {
        return totals.totalsBy(SmtpMetric.RECIPIENTS, SmtpAttribute.RESPONSE_CLASS);
    }

    @Override
    public Map<String, Long> getRecipientsByCause() {
        return totals.totalsBy(SmtpMetric.RECIPIENTS, SmtpAttribute.CAUSE);
    }
}
