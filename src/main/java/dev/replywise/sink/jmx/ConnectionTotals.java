package dev.replywise.sink.jmx;

import dev.replywise.sink.metrics.MeterTotals;
import dev.replywise.sink.metrics.SmtpAttribute;
import dev.replywise.sink.metrics.SmtpMetric;
import java.util.Map;

/** Reads connections from the totals. */
final class ConnectionTotals implements ConnectionsMXBean {
    private final MeterTotals totals;

    ConnectionTotals(MeterTotals totals) {
        this.totals = totals;
    }

    @Override
    public long getEstablished() {
        return totals.total(
                SmtpMetric.CONNECTIONS,
                series -> series.value(SmtpAttribute.ERROR_TYPE).isEmpty());
    }

    @Override
    public long getFailed() {
        return totals.total(
                SmtpMetric.CONNECTIONS,
                series -> !series.value(SmtpAttribute.ERROR_TYPE).isEmpty());
    }

    @Override
    public Map<String, Long> getByServer() {
        return totals.totalsBy(SmtpMetric.CONNECTIONS, SmtpAttribute.SERVER);
    }

    @Override
    public Map<String, Long> getByTlsVersion() {
        return totals.totalsBy(SmtpMetric.CONNECTIONS, SmtpAttribute.TLS_VERSION);
    }

    @Override
    public Map<String, Long> getByErrorType() {
        return totals.totalsBy(SmtpMetric.CONNECTIONS, SmtpAttribute.ERROR_TYPE);
    }
}
