/** What an SMTP server said: replies, their codes and the commands they answer, as values; and the parser that makes them. */
@NullMarked
package dev.replywise.reply;

import org.jspecify.annotations.NullMarked;
