/** Answers Prometheus' scrapes with the numbers. */
@NullMarked
package dev.replywise.sink.prometheus;

import org.jspecify.annotations.NullMarked;
