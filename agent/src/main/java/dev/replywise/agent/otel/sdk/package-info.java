/** Links the OpenTelemetry SDK that the agent brings; defined beside it, in a class loader that nothing else sees. */
@NullMarked
package dev.replywise.agent.otel.sdk;

import org.jspecify.annotations.NullMarked;
