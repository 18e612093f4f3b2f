/** An SMTP server that says exactly what a script tells it to say, for the demo and the end-to-end tests. */
@NullMarked
package dev.replywise.demo.smtp;

import org.jspecify.annotations.NullMarked;
