package dev.replywise.agent.bridge;

import dev.replywise.agent.otel.OtelTelemetry;
import dev.replywise.sink.metrics.SmtpMeters;
import org.jspecify.annotations.Nullable;

/** The OTLP exporter that the agent brings, where the option or OpenTelemetry's own settings ask for it. Thread-safe. */
final class OtlpCandidate implements MetersCandidate {
    private final OtelTelemetry telemetry;

    OtlpCandidate(OtelTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public String absence() {
        return "OTEL_SDK_DISABLED or OTEL_METRICS_EXPORTER forbids it";
    }

    @Override
    public MetersFinding look(@Nullable ClassLoader loader) {
        SmtpMeters meters = telemetry.ownMeters();
        return meters == null ? MetersFinding.ABSENT : MetersFinding.ready(meters);
    }

    @Override
    public boolean isLastResort() {
        return true;
    }
}
