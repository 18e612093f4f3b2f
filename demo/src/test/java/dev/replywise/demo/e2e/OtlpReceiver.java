package dev.replywise.demo.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A back end that decodes what it is sent over OTLP/HTTP. Thread-safe. */
final class OtlpReceiver implements Closeable {
    static final String SCOPE = "dev.replywise";

    private final HttpServer server;
    private final List<ExportMetricsServiceRequest> metrics = Collections.synchronizedList(new ArrayList<>());
    private final List<ExportTraceServiceRequest> traces = Collections.synchronizedList(new ArrayList<>());
    private final List<ExportLogsServiceRequest> logs = Collections.synchronizedList(new ArrayList<>());

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    static OtlpReceiver start() throws IOException {
        OtlpReceiver receiver =
                new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        receiver.server.createContext("/", receiver::take);
        receiver.server.start();
        return receiver;
    }

    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] bytes = (zipped ? new GZIPInputStream(body) : body).readAllBytes();
            switch (exchange.getRequestURI().getPath()) {
                case "/v1/metrics" -> metrics.add(ExportMetricsServiceRequest.parseFrom(bytes));
                case "/v1/traces" -> traces.add(ExportTraceServiceRequest.parseFrom(bytes));
                case "/v1/logs" -> logs.add(ExportLogsServiceRequest.parseFrom(bytes));
                default -> throw new IOException(exchange.getRequestURI() + " is not of OTLP");
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** The spans of our scope, in the order they came. */
    List<Span> spans() {
        return spans(SCOPE);
    }

    List<Span> spans(String scope) {
        return List.copyOf(traces).stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .filter(spans -> spans.getScope().getName().equals(scope))
                .flatMap(spans -> spans.getSpansList().stream())
                .toList();
    }

    List<LogRecord> logRecords() {
        return List.copyOf(logs).stream()
                .flatMap(request -> request.getResourceLogsList().stream())
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .filter(records -> records.getScope().getName().equals(SCOPE))
                .flatMap(records -> records.getLogRecordsList().stream())
                .toList();
    }

    /** The resources that metrics of our scope came with. */
    List<Resource> resources() {
        return List.copyOf(metrics).stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .filter(resource -> resource.getScopeMetricsList().stream()
                        .anyMatch(scope -> scope.getScope().getName().equals(SCOPE)))
                .map(resource -> resource.getResource())
                .toList();
    }

    /** The metrics of our scope as they came last, by name. */
    Map<String, Metric> metrics() {
        Map<String, Metric> latest = new TreeMap<>();
        for (ExportMetricsServiceRequest request : List.copyOf(metrics)) {
            request.getResourceMetricsList().stream()
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .filter(scope -> scope.getScope().getName().equals(SCOPE))
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .forEach(metric -> latest.put(metric.getName(), metric));
        }
        return latest;
    }

    /** All scopes that metrics came from. */
    List<String> metricScopes() {
        return List.copyOf(metrics).stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .map(scope -> scope.getScope().getName())
                .distinct()
                .toList();
    }

    /** Values of a counter by its attributes. */
    Map<String, Long> counts(String name) {
        Map<String, Long> counts = new TreeMap<>();
        Metric metric = metrics().get(name);
        if (metric != null) {
            for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
                counts.put(attributes(point.getAttributesList()).toString(), point.getAsInt());
            }
        }
        return counts;
    }

    /** Values of a counter by instance of the service and then by attributes; deltas are added up. */
    Map<String, Map<String, Long>> countsByInstance(String name) {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (ExportMetricsServiceRequest request : List.copyOf(metrics)) {
            for (ResourceMetrics resource : request.getResourceMetricsList()) {
                String instance =
                        attributes(resource.getResource().getAttributesList()).getOrDefault("service.instance.id", "");
                resource.getScopeMetricsList().stream()
                        .flatMap(scope -> scope.getMetricsList().stream())
                        .filter(metric -> metric.getName().equals(name))
                        .forEach(metric ->
                                add(metric.getSum(), counts.computeIfAbsent(instance, id -> new TreeMap<>())));
            }
        }
        return counts;
    }

    private static void add(Sum sum, Map<String, Long> counts) {
        boolean deltas = sum.getAggregationTemporality() == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
        for (NumberDataPoint point : sum.getDataPointsList()) {
            counts.merge(
                    attributes(point.getAttributesList()).toString(),
                    point.getAsInt(),
                    (before, now) -> deltas ? before + now : now);
        }
    }

    /** How an instance's counters are meant, in all that it sent. */
    Set<AggregationTemporality> temporalities(String instance) {
        return List.copyOf(metrics).stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .filter(resource -> instance.equals(
                        attributes(resource.getResource().getAttributesList()).get("service.instance.id")))
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .filter(Metric::hasSum)
                .map(metric -> metric.getSum().getAggregationTemporality())
                .collect(Collectors.toSet());
    }

    static Map<String, String> attributes(List<KeyValue> pairs) {
        Map<String, String> attributes = new TreeMap<>();
        for (KeyValue pair : pairs) {
            attributes.put(pair.getKey(), text(pair.getValue()));
        }
        return attributes;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case INT_VALUE -> "#" + value.getIntValue();
            case BOOL_VALUE -> "?" + value.getBoolValue();
            case STRING_VALUE -> value.getStringValue();
            default -> value.toString();
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
