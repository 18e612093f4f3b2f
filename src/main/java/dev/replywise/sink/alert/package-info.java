/** Watches the events of one JVM in fixed memory, and says when mail as a whole is in trouble and when that is over. */
@NullMarked
package dev.replywise.sink.alert;

import org.jspecify.annotations.NullMarked;
