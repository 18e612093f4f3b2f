package dev.replywise.agent.otel.api;

import dev.replywise.agent.otel.OtelApi;
import dev.replywise.event.EventFormat;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.event.TraceIds;
import dev.replywise.sink.metrics.SmtpMeters;
import dev.replywise.sink.otel.CurrentTrace;
import dev.replywise.sink.otel.OtelMeters;
import dev.replywise.sink.otel.OtelSpans;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API's global instance, from version 1.0 on; metrics from 1.10 on. Thread-safe. */
public final class GlobalOtel implements OtelApi {
    private static final String SCOPE = "dev.replywise";

    /** Whether the API says itself that something is set. */
    private final boolean asks = hasIsSet();

    /** Where an older API keeps what was set; null where it is elsewhere. */
    private final @Nullable Field global = asks ? null : field();

    private final CurrentTrace trace = new CurrentTrace();

    /** Called by the loader that defines this class. */
    public GlobalOtel() {}

    @Override
    public boolean isInUse() {
        if (!isSet()) {
            return false;
        }
        // Something is set, so that asking for it sets nothing.
        OpenTelemetry set = GlobalOpenTelemetry.get();
        return set.getTracerProvider() != TracerProvider.noop() || Metrics.areReal(set);
    }

    @Override
    public SmtpMeters meters(String version, List<String> labelNames) {
        try {
            return new OtelMeters(Metrics.meter(version), labelNames);
        } catch (LinkageError before110) {
            // Its metrics were another artefact then, and not yet stable.
            return new SmtpMeters() {};
        }
    }

    @Override
    public SmtpEventListener spans(String version, EventFormat format) {
        Tracer tracer = GlobalOpenTelemetry.get().getTracer(SCOPE, version);
        return new OtelSpans(tracer, format);
    }

    @Override
    public TraceIds trace() {
        return trace.get();
    }

    /** Not {@code get()}: it would set the instance that does nothing, for good. */
    private boolean isSet() {
        if (asks) {
            return Newer.isSet();
        }
        Field field = global;
        try {
            return field != null && field.get(null) != null;
        } catch (IllegalAccessException | RuntimeException unknown) {
            return false;
        }
    }

    private static boolean hasIsSet() {
        try {
            return GlobalOpenTelemetry.class.getMethod("isSet") != null;
        } catch (NoSuchMethodException | LinkageError olderApi) {
            return false;
        }
    }

    private static @Nullable Field field() {
        try {
            Field field = GlobalOpenTelemetry.class.getDeclaredField("globalOpenTelemetry");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError hidden) {
            return null;
        }
    }

    /** What the API has since 1.57. */
    private static final class Newer {
        static boolean isSet() {
            return GlobalOpenTelemetry.isSet();
        }
    }

    /** What the API has since 1.10. */
    private static final class Metrics {
        static boolean areReal(OpenTelemetry set) {
            try {
                return set.getMeterProvider() != MeterProvider.noop();
            } catch (LinkageError olderApi) {
                return false;
            }
        }

        static Meter meter(String version) {
            return GlobalOpenTelemetry.get()
                    .getMeterProvider()
                    .meterBuilder(SCOPE)
                    .setInstrumentationVersion(version)
                    .build();
        }
    }
}
