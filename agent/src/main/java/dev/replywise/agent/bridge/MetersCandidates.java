package dev.replywise.agent.bridge;

import dev.replywise.agent.otel.OtelTelemetry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * All places outside the agent's own beans and scrape endpoint where numbers may go, in the order in which
 * {@code metrics=auto} prefers them. Stateless.
 */
public final class MetersCandidates {
    private static final List<String> NAMES =
            Collections.unmodifiableList(Arrays.asList("opentelemetry", "micrometer", "otlp"));

    private MetersCandidates() {}

    /**
     * New candidates.
     *
     * @param labelNames names of the event labels that counters carry
     * @param telemetry knows the OpenTelemetry SDKs
     */
    static List<MetersCandidate> all(List<String> labelNames, OtelTelemetry telemetry) {
        // This class's own loader: the agent's.
        ClassLoader agent = MetersCandidates.class.getClassLoader();
        List<MetersCandidate> candidates = new ArrayList<>();
        candidates.add(new OtelCandidate(telemetry, labelNames));
        candidates.add(micrometer(agent, labelNames));
        candidates.add(new OtlpCandidate(telemetry));
        return Collections.unmodifiableList(candidates);
    }

    /** The values of the option {@code metrics} that name them, in the order in which {@code auto} prefers them. */
    public static List<String> names() {
        return NAMES;
    }

    private static MetersCandidate micrometer(ClassLoader agent, List<String> labelNames) {
        return new ApiMeters(
                "micrometer",
                "the application has no Micrometer with a registry in Metrics.globalRegistry",
                agent,
                "io.micrometer.core.instrument.Metrics",
                "io.micrometer.",
                "dev.replywise.sink.micrometer.",
                "MicrometerFactory",
                labelNames);
    }
}
