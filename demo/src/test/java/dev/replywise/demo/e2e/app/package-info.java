/** Applications whose logging framework sends mail. */
@NullMarked
package dev.replywise.demo.e2e.app;

import org.jspecify.annotations.NullMarked;
