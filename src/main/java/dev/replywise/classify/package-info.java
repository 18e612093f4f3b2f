/** Finds the cause of a reply, whether to retry, and the facts its text holds. */
@NullMarked
package dev.replywise.classify;

import org.jspecify.annotations.NullMarked;
