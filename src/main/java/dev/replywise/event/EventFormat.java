package dev.replywise.event;

import com.google.auto.value.AutoValue;
import java.util.Optional;

/** How events are shown: addresses, language and levels, by the options of these names. Immutable. */
@AutoValue
public abstract class EventFormat {
    /** What is used when nothing is configured. */
    public static final EventFormat DEFAULT = builder().build();

    /** Option {@code addresses}. */
    public abstract AddressMode addresses();

    /** Option {@code addresses.key}; empty for a random key of this JVM. */
    public abstract String addressesKey();

    /** Option {@code locale}: the language of advice. */
    public abstract String locale();

    /** Option {@code log.level.positive}. */
    public abstract EventLevel positiveLevel();

    /** Option {@code log.level.transient}. */
    public abstract EventLevel transientLevel();

    /** Option {@code log.level.permanent}; empty for {@code auto}. */
    public abstract Optional<EventLevel> permanentLevel();

    /** Option {@code log.level.none}. */
    public abstract EventLevel noneLevel();

    /** A builder with the defaults. */
    public static Builder builder() {
        return new AutoValue_EventFormat.Builder()
                .addresses(AddressMode.MASKED)
                .addressesKey("")
                .locale("en")
                .positiveLevel(EventLevel.DEBUG)
                .transientLevel(EventLevel.WARN)
                .permanentLevel(Optional.<EventLevel>empty())
                .noneLevel(EventLevel.ERROR);
    }

    /** A builder with these values. */
    public abstract Builder toBuilder();

    /** The key is a secret. */
    @Override
    public final String toString() {
        return "EventFormat{addresses=" + addresses().id() + ", locale=" + locale() + "}";
    }

    /** Builds formats; not thread-safe. */
    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder addresses(AddressMode mode);

        public abstract Builder addressesKey(String key);

        public abstract Builder locale(String languageTag);

        public abstract Builder positiveLevel(EventLevel level);

        public abstract Builder transientLevel(EventLevel level);

        public abstract Builder permanentLevel(Optional<EventLevel> level);

        public abstract Builder noneLevel(EventLevel level);

        public abstract EventFormat build();
    }
}
