/** What is reported: one event for each reply, message and failed connection, and the pipeline that makes them. */
@NullMarked
package dev.replywise.event;

import org.jspecify.annotations.NullMarked;
