package io.opentelemetry.javaagent.extension;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.Ordered;

/** The signature of the OpenTelemetry agent's interface, to compile against; not packaged, as that agent has the real one. */
@SuppressWarnings("NullAway")
public interface AgentListener extends Ordered {
    /** The OpenTelemetry agent is installed. */
    void afterAgent(AutoConfiguredOpenTelemetrySdk sdk);
}
