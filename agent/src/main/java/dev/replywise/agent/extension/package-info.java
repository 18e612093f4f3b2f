/** The way in for JVMs whose only agent is OpenTelemetry's, which loads this jar as an extension. */
@NullMarked
package dev.replywise.agent.extension;

import org.jspecify.annotations.NullMarked;
