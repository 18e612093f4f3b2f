/** Finds who takes OpenTelemetry data: another agent, the application's own SDK, or an exporter of our own. */
@NullMarked
package dev.replywise.agent.otel;

import org.jspecify.annotations.NullMarked;
