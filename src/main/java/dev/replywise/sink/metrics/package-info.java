/** Counts and times what events tell, within a bounded number of series, for any metrics library to take over. */
@NullMarked
package dev.replywise.sink.metrics;

import org.jspecify.annotations.NullMarked;
