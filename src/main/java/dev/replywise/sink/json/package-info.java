/** Writes events as JSON, one object a line, to standard error or to a rotating file. */
@NullMarked
package dev.replywise.sink.json;

import org.jspecify.annotations.NullMarked;
