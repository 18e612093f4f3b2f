package dev.replywise.agent.otel.sdk;

import dev.replywise.agent.otel.OtelSettings;
import dev.replywise.agent.otel.OwnSdk;
import dev.replywise.event.EventFormat;
import dev.replywise.event.EventLevel;
import dev.replywise.event.LogSink;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.sink.metrics.SmtpMeters;
import dev.replywise.sink.otel.OtelLogSink;
import dev.replywise.sink.otel.OtelMeters;
import dev.replywise.sink.otel.OtelSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An OpenTelemetry SDK with OTLP exporters by the standard settings, for Replywise alone: never a global one. Its threads
 * are daemons. Thread-safe.
 */
public final class PrivateSdk implements OwnSdk {
    private static final String SCOPE = "dev.replywise";
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

    /** The SDK's numbers about itself: nobody asked for them. */
    private static final String[] OWN_METERS = {
        "io.opentelemetry.sdk.trace", "io.opentelemetry.sdk.logs", "io.opentelemetry.sdk.metrics"
    };

    private final OpenTelemetrySdk sdk;
    private final SmtpMeters meters;
    private final SmtpEventListener spans;
    private final LogSink logs;

    /**
     * Starts it.
     *
     * @param labelNames of the labels that counters carry
     * @param threshold the lowest level of log records
     * @param problems told in one line when the back end takes nothing
     * @throws RuntimeException if a setting is bad; its message says which
     */
    public PrivateSdk(
            String version,
            List<String> labelNames,
            EventFormat format,
            EventLevel threshold,
            Consumer<String> problems) {
        QuietLogger.sayTo(problems);
        this.sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .setServiceClassLoader(PrivateSdk.class.getClassLoader())
                .disableShutdownHook()
                .addPropertiesSupplier(PrivateSdk::defaults)
                .addPropertiesCustomizer(config -> signals())
                .addResourceCustomizer((resource, config) -> withInstance(resource))
                .addMeterProviderCustomizer((provider, config) -> withoutItself(provider))
                .build()
                .getOpenTelemetrySdk();
        this.meters = new OtelMeters(
                sdk.getMeterProvider()
                        .meterBuilder(SCOPE)
                        .setInstrumentationVersion(version)
                        .build(),
                labelNames);
        OtelSpans made = new OtelSpans(sdk.getTracerProvider().get(SCOPE, version), format);
        this.spans = made;
        this.logs = new OtelLogSink(
                sdk.getLogsBridge()
                        .loggerBuilder(SCOPE)
                        .setInstrumentationVersion(version)
                        .build(),
                made,
                threshold);
    }

    @Override
    public SmtpMeters meters() {
        return meters;
    }

    @Override
    public SmtpEventListener spans() {
        return spans;
    }

    @Override
    public LogSink logs() {
        return logs;
    }

    @Override
    public boolean isKnownToBeDown() {
        return QuietLogger.hasSaidExportFailure();
    }

    @Override
    public boolean close(long millis) {
        return sdk.shutdown().join(millis, TimeUnit.MILLISECONDS).isSuccess();
    }

    /** The protocol that the OpenTelemetry agent has as its default, too. */
    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>();
        defaults.put("otel.exporter.otlp.protocol", "http/protobuf");
        return defaults;
    }

    /** OTLP or nothing: other exporters, and propagators, may be meant for an SDK that has them. */
    private static Map<String, String> signals() {
        Map<String, String> signals = new HashMap<>();
        for (String signal : new String[] {"metrics", "traces", "logs"}) {
            String key = "otel." + signal + ".exporter";
            signals.put(key, OtelSettings.exporter(key));
        }
        signals.put("otel.propagators", "none");
        return signals;
    }

    private static Resource withInstance(Resource resource) {
        return resource.getAttribute(INSTANCE) != null
                ? resource
                : resource.toBuilder()
                        .put(INSTANCE, UUID.randomUUID().toString())
                        .build();
    }

    private static SdkMeterProviderBuilder withoutItself(SdkMeterProviderBuilder provider) {
        for (String meter : OWN_METERS) {
            provider.registerView(
                    InstrumentSelector.builder().setMeterName(meter).build(),
                    View.builder().setAggregation(Aggregation.drop()).build());
        }
        return provider.registerView(
                InstrumentSelector.builder().setName("otlp.exporter.*").build(),
                View.builder().setAggregation(Aggregation.drop()).build());
    }
}
