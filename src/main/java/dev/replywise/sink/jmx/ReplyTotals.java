package dev.replywise.sink.jmx;

import dev.replywise.sink.metrics.MeterTotals;
import dev.replywise.sink.metrics.SmtpAttribute;
import dev.replywise.sink.metrics.SmtpMetric;
import java.util.Map;

/** Reads replies from the totals. */
final class ReplyTotals implements RepliesMXBean {
    private final MeterTotals totals;

    ReplyTotals(MeterTotals totals) {
        this.totals = totals;
    }

    @Override
    public long getTotal() {
        return totals.total(SmtpMetric.REPLIES);
    }

    @Override
    public Map<String, Long> getByClass() {
        return totals.totalsBy(SmtpMetric.REPLIES, SmtpAttribute.RESPONSE_CLASS);
    }

    @Override
    public Map<String, Long> getByCause() {
        return totals.totalsBy(SmtpMetric.REPLIES, SmtpAttribute.CAUSE);
    }

    @Override
    public Map<String, Long> getByCode() {
        return totals.totalsBy(SmtpMetric.REPLIES, SmtpAttribute.STATUS_CODE);
    }

    @Override
    public Map<String, Long> getByCommand() {
        return totals.totalsBy(SmtpMetric.REPLIES, SmtpAttribute.COMMAND);
    }

    @Override
    public Map<String, Long> getByServer() {
        return totals.totalsBy(SmtpMetric.REPLIES, SmtpAttribute.SERVER);
    }

    @Override
    public Map<String, Long> getFailures() {
        return totals.totalsBy(SmtpMetric.FAILURES, SmtpAttribute.RESPONSE_CLASS);
    }
}
