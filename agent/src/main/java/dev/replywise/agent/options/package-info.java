/**
 * What the user asked for: the one list of options, the four places they are read from, and the lines that say what is
 * wrong with them. Loaded before {@code main}, so nothing here uses regular expressions, NIO.2, lambdas or logging.
 */
@NullMarked
package dev.replywise.agent.options;

import org.jspecify.annotations.NullMarked;
