package dev.replywise.demo.e2e.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Part of a logging set-up that is broken: throws into whoever logs about replies. */
public final class ThrowingFilter extends TurboFilter {
    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (logger.getName().startsWith("dev.replywise")) {
            throw new IllegalStateException("this logging is broken");
        }
        return FilterReply.NEUTRAL;
    }
}
