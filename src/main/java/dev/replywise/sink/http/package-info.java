/** A few pages over HTTP/1.1 in somebody else's JVM: small, bounded, without the JDK's server and its settings. */
@NullMarked
package dev.replywise.sink.http;

import org.jspecify.annotations.NullMarked;
