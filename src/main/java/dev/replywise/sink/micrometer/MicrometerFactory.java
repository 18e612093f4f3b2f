package dev.replywise.sink.micrometer;

import dev.replywise.sink.metrics.SmtpMeters;
import dev.replywise.sink.metrics.SmtpMetersFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;

/**
 * Makes meters in Micrometer's global registry, which hands every count to each registry in it once. Stateless.
 *
 * <p>Spring Boot, Quarkus and others put theirs there by themselves; an application that does not can call
 * {@code Metrics.addRegistry}.
 */
public final class MicrometerFactory implements SmtpMetersFactory {
    /** Called by the bridge that defines this class. */
    public MicrometerFactory() {}

    @Override
    public boolean isInUse() {
        return keepsNumbers(Metrics.globalRegistry);
    }

    /** Spring Boot's actuator makes such a registry where the application has no other. */
    @Override
    public boolean isMemoryOnly() {
        return isMemoryOnly(Metrics.globalRegistry);
    }

    @Override
    public SmtpMeters meters(List<String> labelNames) {
        return new MicrometerMeters(Metrics.globalRegistry, labelNames);
    }

    /** A composite registry without a real one in it drops everything. */
    private static boolean keepsNumbers(CompositeMeterRegistry composite) {
        for (MeterRegistry registry : composite.getRegistries()) {
            if (!(registry instanceof CompositeMeterRegistry) || keepsNumbers((CompositeMeterRegistry) registry)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMemoryOnly(CompositeMeterRegistry composite) {
        for (MeterRegistry registry : composite.getRegistries()) {
            boolean memory = registry instanceof CompositeMeterRegistry
                    ? isMemoryOnly((CompositeMeterRegistry) registry)
                    : registry instanceof SimpleMeterRegistry;
            if (!memory) {
                return false;
            }
        }
        return true;
    }
}
