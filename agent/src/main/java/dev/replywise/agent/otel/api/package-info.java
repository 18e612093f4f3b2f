/** Links an OpenTelemetry API that is not ours; defined once beside each such API, together with the library's sinks. */
@NullMarked
package dev.replywise.agent.otel.api;

import org.jspecify.annotations.NullMarked;
