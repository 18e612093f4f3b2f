/** Where the agent begins once it is needed: it brings hook, options and back ends together. */
@NullMarked
package dev.replywise.agent;

import org.jspecify.annotations.NullMarked;
