/**
 * The hook into {@code SMTPTransport}: advice that the mail library's own methods run, and the objects it hands over to.
 * Advice and objects share no type but those of the JDK.
 */
@NullMarked
package dev.replywise.agent.hook;

import org.jspecify.annotations.NullMarked;
