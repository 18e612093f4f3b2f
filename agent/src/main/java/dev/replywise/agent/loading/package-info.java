/** Defines classes of ours beside those of an application that they link. */
@NullMarked
package dev.replywise.agent.loading;

import org.jspecify.annotations.NullMarked;
