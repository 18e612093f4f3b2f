package dev.replywise.agent.bridge;

import com.google.auto.value.AutoValue;
import dev.replywise.event.EventFormat;
import dev.replywise.event.EventLevel;
import dev.replywise.sink.json.JsonLinesSink;
import java.util.Collections;
import java.util.Set;

/** What the options say about logging. Immutable. */
@AutoValue
public abstract class LogSettings {
    /** Option {@code log}. */
    public abstract LogTarget target();

    /** Option {@code log.file}; empty for standard error. */
    public abstract String file();

    /** Option {@code log.file.max-size}, in octets. */
    public abstract long fileMaxSize();

    /** Option {@code log.file.keep}: renamed files that are kept. */
    public abstract int fileKeep();

    /** Option {@code log.threshold}: the lowest level of JSON lines. */
    public abstract EventLevel threshold();

    /** Option {@code log.ignore}: ids of causes that are counted but not logged. */
    public abstract Set<String> ignoredCauses();

    /** Option {@code log.storm}: equal events logged in a minute; 0 for no limit. */
    public abstract int stormPerMinute();

    /** Addresses, language and levels. */
    public abstract EventFormat format();

    /** A builder with the defaults. */
    public static Builder builder() {
        return new AutoValue_LogSettings.Builder()
                .target(LogTarget.AUTO)
                .file("")
                .fileMaxSize(JsonLinesSink.DEFAULT_MAX_SIZE)
                .fileKeep(JsonLinesSink.DEFAULT_KEEP)
                .threshold(EventLevel.INFO)
                .ignoredCauses(Collections.<String>emptySet())
                .stormPerMinute(0)
                .format(EventFormat.DEFAULT);
    }

    /** Builds settings; not thread-safe. */
    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder target(LogTarget target);

        public abstract Builder file(String path);

        public abstract Builder fileMaxSize(long octets);

        public abstract Builder fileKeep(int files);

        public abstract Builder threshold(EventLevel level);

        public abstract Builder ignoredCauses(Set<String> causeIds);

        public abstract Builder stormPerMinute(int events);

        public abstract Builder format(EventFormat format);

        public abstract LogSettings build();
    }
}
