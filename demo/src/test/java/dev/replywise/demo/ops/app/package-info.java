/** Applications that the tests of telemetry run with the agent; they know nothing of it. */
@NullMarked
package dev.replywise.demo.ops.app;

import org.jspecify.annotations.NullMarked;
