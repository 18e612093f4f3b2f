/** What Replywise costs: classification by JMH, the agent by whole processes side by side. */
@NullMarked
package dev.replywise.benchmarks;

import org.jspecify.annotations.NullMarked;
