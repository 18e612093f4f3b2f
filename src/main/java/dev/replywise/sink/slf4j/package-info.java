/** Writes events through SLF4J, 1.7 or 2; its classes are defined beside the application's own SLF4J. */
@NullMarked
package dev.replywise.sink.slf4j;

import org.jspecify.annotations.NullMarked;
