/** The live page: what went through this JVM in the last hour, kept in fixed memory and served read-only. */
@NullMarked
package dev.replywise.sink.console;

import org.jspecify.annotations.NullMarked;
