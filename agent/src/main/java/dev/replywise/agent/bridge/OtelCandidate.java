package dev.replywise.agent.bridge;

import dev.replywise.agent.otel.OtelApis;
import dev.replywise.agent.otel.OtelTelemetry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An OpenTelemetry SDK that the application or another agent has set. Thread-safe. */
final class OtelCandidate implements MetersCandidate {
    private final OtelTelemetry telemetry;
    private final List<String> labelNames;

    OtelCandidate(OtelTelemetry telemetry, List<String> labelNames) {
        this.telemetry = telemetry;
        this.labelNames = labelNames;
    }

    @Override
    public String name() {
        return "opentelemetry";
    }

    @Override
    public String absence() {
        return "neither the application, in GlobalOpenTelemetry, nor another agent has set an SDK";
    }

    @Override
    public MetersFinding look(@Nullable ClassLoader loader) {
        try {
            OtelApis.Found found = telemetry.find(loader);
            if (found.isInUse()) {
                return MetersFinding.ready(found.meters(telemetry.version(), labelNames));
            }
            return found.isPresent() ? MetersFinding.LATER : MetersFinding.ABSENT;
        } catch (LinkageError | RuntimeException doesNotFit) {
            return MetersFinding.ABSENT;
        }
    }
}
