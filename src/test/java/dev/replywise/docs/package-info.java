/** The examples of the pages below docs, compiled and run. */
@NullMarked
package dev.replywise.docs;

import org.jspecify.annotations.NullMarked;
