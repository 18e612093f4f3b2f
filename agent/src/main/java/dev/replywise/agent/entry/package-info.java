/**
 * The only classes of the agent that an application can see: the JVM's ways in, a class file transformer that compares
 * names, the class loader that keeps everything else apart, and the bridge that hooked code calls. Nothing here uses a
 * lambda, a logger or a library, because most of it runs before {@code main}.
 */
@NullMarked
package dev.replywise.agent.entry;

import org.jspecify.annotations.NullMarked;
