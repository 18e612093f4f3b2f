/** A small mail-sending service, run with the agent attached against a server that answers everything there is. */
@NullMarked
package dev.replywise.demo;

import org.jspecify.annotations.NullMarked;
