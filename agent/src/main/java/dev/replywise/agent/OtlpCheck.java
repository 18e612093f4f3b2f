package dev.replywise.agent;

import dev.replywise.agent.bridge.LogTarget;
import dev.replywise.agent.options.AgentOptions;
import dev.replywise.agent.options.Option;
import dev.replywise.agent.otel.OtelSettings;
import dev.replywise.cli.CheckReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;

/** What {@code check} says about the OTLP exporter of our own: whether it would start, and whether anybody listens. */
final class OtlpCheck {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final String[] SIGNALS = {"metrics", "traces", "logs"};

    private OtlpCheck() {}

    static void report(AgentOptions options, CheckReport report) {
        boolean named = options.list(Option.METRICS).contains("otlp");
        if (!named && !OtelSettings.askForExport()) {
            return;
        }
        if (OtelSettings.areDisabled()) {
            report.warn("otlp", "OTEL_SDK_DISABLED=true: nothing is exported");
            return;
        }
        Set<String> endpoints = new LinkedHashSet<>();
        for (String signal : SIGNALS) {
            if (signal.equals("logs")
                    ? exportsLogs(options)
                    : OtelSettings.exporter("otel." + signal + ".exporter").equals("otlp")) {
                endpoints.add(endpoint(signal));
            }
        }
        if (endpoints.isEmpty()) {
            report.warn(
                    "otlp",
                    "OTEL_METRICS_EXPORTER, OTEL_TRACES_EXPORTER and OTEL_LOGS_EXPORTER leave nothing to export");
        }
        for (String endpoint : endpoints) {
            connect(endpoint, report);
        }
    }

    /** With {@code log=off} only a setting that names the logs asks for them. */
    static boolean exportsLogs(AgentOptions options) {
        String setting = "otel.logs.exporter";
        if (OtelSettings.areDisabled()) {
            return false;
        }
        return LogSettingsReader.target(options) == LogTarget.OFF
                ? OtelSettings.namesOtlp(setting)
                : OtelSettings.exporter(setting).equals("otlp");
    }

    private static String endpoint(String signal) {
        String own = OtelSettings.value("otel.exporter.otlp." + signal + ".endpoint");
        String common = OtelSettings.value("otel.exporter.otlp.endpoint");
        if (!own.isEmpty() || !common.isEmpty()) {
            return own.isEmpty() ? common : own;
        }
        boolean grpc = OtelSettings.value("otel.exporter.otlp.protocol").equals("grpc");
        return grpc ? "http://localhost:4317" : "http://localhost:4318";
    }

    private static void connect(String endpoint, CheckReport report) {
        try {
            URI uri = URI.create(endpoint);
            boolean tls = "https".equals(uri.getScheme());
            if (uri.getHost() == null || !(tls || "http".equals(uri.getScheme()))) {
                report.fail(
                        "otlp", endpoint + " is no address of a back end: it begins with neither http:// nor https://");
                return;
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(uri.getHost(), port), PATIENCE_MILLIS);
            }
            report.ok(
                    "otlp",
                    endpoint + " can be connected to; an SDK of the application or of another agent goes first");
        } catch (IllegalArgumentException noAddress) {
            report.fail("otlp", endpoint + " is no address of a back end: " + noAddress.getMessage());
        } catch (IOException down) {
            report.warn("otlp", endpoint + " cannot be connected to now: " + down.getMessage());
        }
    }
}
