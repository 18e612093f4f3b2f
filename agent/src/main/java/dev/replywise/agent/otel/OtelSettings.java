package dev.replywise.agent.otel;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The standard settings of OpenTelemetry as far as they say whether to export at all. Read when asked; stateless. */
public final class OtelSettings {
    private static final String[] ENDPOINTS = {
        "otel.exporter.otlp.endpoint",
        "otel.exporter.otlp.metrics.endpoint",
        "otel.exporter.otlp.traces.endpoint",
        "otel.exporter.otlp.logs.endpoint"
    };

    private static final String[] EXPORTERS = {"otel.metrics.exporter", "otel.traces.exporter", "otel.logs.exporter"};

    private OtelSettings() {}

    /** Whether a setting names an OTLP endpoint or exporter. */
    public static boolean askForExport() {
        for (String endpoint : ENDPOINTS) {
            if (!value(endpoint).isEmpty()) {
                return true;
            }
        }
        for (String exporter : EXPORTERS) {
            if (names(exporter, "otlp")) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code OTEL_SDK_DISABLED} forbids everything. */
    public static boolean areDisabled() {
        return value("otel.sdk.disabled").equalsIgnoreCase("true");
    }

    /** What is exported: {@code otlp} unless the setting of this name leaves it out. */
    public static String exporter(String name) {
        return value(name).isEmpty() || names(name, "otlp") ? "otlp" : "none";
    }

    /** Whether the setting of this name asks for OTLP in so many words. */
    public static boolean namesOtlp(String name) {
        return names(name, "otlp");
    }

    /** A setting by the name of its system property; empty when it is not given. */
    public static String value(String property) {
        String value = property(property);
        if (value == null || value.trim().isEmpty()) {
            value = variable(property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        }
        return value == null ? "" : value.trim();
    }

    private static @Nullable String property(String name) {
        try {
            return System.getProperty(name);
        } catch (SecurityException forbidden) {
            return null;
        }
    }

    private static @Nullable String variable(String name) {
        try {
            return System.getenv(name);
        } catch (SecurityException forbidden) {
            return null;
        }
    }

    private static boolean names(String setting, String exporter) {
        return Arrays.asList(value(setting).split("\\s*,\\s*", -1)).contains(exporter);
    }
}
