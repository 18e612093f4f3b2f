/** Shows the numbers in Micrometer; its classes are defined beside the application's own Micrometer, 1.5 or newer. */
@NullMarked
package dev.replywise.sink.micrometer;

import org.jspecify.annotations.NullMarked;
