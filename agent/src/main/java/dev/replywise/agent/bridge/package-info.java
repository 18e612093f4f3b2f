/**
 * Decides where events are logged and reaches the application's own logging from inside the agent's class loader,
 * without a copy of its API and without reflection in the sinks.
 */
@NullMarked
package dev.replywise.agent.bridge;

import org.jspecify.annotations.NullMarked;
