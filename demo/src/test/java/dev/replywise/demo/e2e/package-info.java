/** The packaged agent in JVMs of its own, against scripted servers: every reply, every outcome, no side effects. */
@NullMarked
package dev.replywise.demo.e2e;

import org.jspecify.annotations.NullMarked;
