/** Shows the numbers and the agent's state as MBeans. */
@NullMarked
package dev.replywise.sink.jmx;

import org.jspecify.annotations.NullMarked;
