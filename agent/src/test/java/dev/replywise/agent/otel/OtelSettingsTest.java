package dev.replywise.agent.otel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtelSettingsTest {
    @AfterEach
    void clear() {
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("otel."));
    }

    @Test
    void nothingIsExportedUnasked() {
        assertThat(OtelSettings.askForExport()).isFalse();
        assertThat(OtelSettings.areDisabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "otel.exporter.otlp.endpoint, http://localhost:4318, true",
        "otel.exporter.otlp.logs.endpoint, http://localhost:4318/v1/logs, true",
        "otel.metrics.exporter, otlp, true",
        "otel.traces.exporter, 'console, otlp', true",
        "otel.metrics.exporter, prometheus, false",
        "otel.exporter.otlp.endpoint, '', false",
        "otel.service.name, billing, false"
    })
    void endpointsAndExportersAsk(String key, String value, boolean asks) {
        System.setProperty(key, value);
        assertThat(OtelSettings.askForExport()).isEqualTo(asks);
    }

    @ParameterizedTest
    @CsvSource({"'', otlp", "otlp, otlp", "'prometheus,otlp', otlp", "none, none", "prometheus, none"})
    void othersThanOtlpAreLeftToOtherSdks(String value, String exporter) {
        System.setProperty("otel.metrics.exporter", value);
        assertThat(OtelSettings.exporter("otel.metrics.exporter")).isEqualTo(exporter);
    }

    @Test
    void logsAreAskedForByNameOnly() {
        System.setProperty("otel.exporter.otlp.endpoint", "http://localhost:4318");
        assertThat(OtelSettings.namesOtlp("otel.logs.exporter")).isFalse();
        System.setProperty("otel.logs.exporter", "console,otlp");
        assertThat(OtelSettings.namesOtlp("otel.logs.exporter")).isTrue();
    }

    @Test
    void canBeSwitchedOff() {
        System.setProperty("otel.sdk.disabled", "TRUE");
        assertThat(OtelSettings.areDisabled()).isTrue();
    }
}
