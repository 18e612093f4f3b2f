/** A log store for tests. */
@NullMarked
package dev.replywise.demo.store;

import org.jspecify.annotations.NullMarked;
