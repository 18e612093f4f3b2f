/**
 * Metrics, spans and log records through the OpenTelemetry API. In the agent its classes are defined once beside each API
 * that is used: the application's own, that of the OpenTelemetry agent, or that of the agent's own exporter.
 */
@NullMarked
package dev.replywise.sink.otel;

import org.jspecify.annotations.NullMarked;
