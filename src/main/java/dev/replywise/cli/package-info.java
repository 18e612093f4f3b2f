/** The command line: explains, compares and lists codes, classifies replies of logs, and attaches to running JVMs. */
@NullMarked
package dev.replywise.cli;

import org.jspecify.annotations.NullMarked;
