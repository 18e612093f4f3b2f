/**
 * Events of JDK Flight Recorder. Loaded only where a recorder is: nothing else may link to this package but by a class
 * that asks first. Compiled apart from the rest, as the API is not part of Java 8 proper.
 */
@NullMarked
package dev.replywise.sink.jfr;

import org.jspecify.annotations.NullMarked;
