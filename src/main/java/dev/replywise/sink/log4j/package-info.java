/** Writes events through the Log4j 2 API; its classes are defined beside the application's own API. */
@NullMarked
package dev.replywise.sink.log4j;

import org.jspecify.annotations.NullMarked;
