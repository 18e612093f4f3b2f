package dev.replywise.agent;

import dev.replywise.agent.bridge.LogSettings;
import dev.replywise.agent.bridge.LogTarget;
import dev.replywise.agent.options.AgentOptions;
import dev.replywise.agent.options.Option;
import dev.replywise.event.AddressMode;
import dev.replywise.event.EventFormat;
import dev.replywise.event.EventLevel;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;

/** Makes settings of the options about logging. The options were checked when they were read: every value is legal. */
final class LogSettingsReader {
    private LogSettingsReader() {}

    static LogTarget target(AgentOptions options) {
        return LogTarget.valueOf(upper(options, Option.LOG));
    }

    static LogSettings read(AgentOptions options) {
        return LogSettings.builder()
                .target(target(options))
                .file(options.text(Option.LOG_FILE))
                .fileMaxSize(options.number(Option.LOG_FILE_MAX_SIZE))
                .fileKeep((int) options.number(Option.LOG_FILE_KEEP))
                .threshold(level(options, Option.LOG_THRESHOLD))
                .ignoredCauses(new HashSet<>(options.list(Option.LOG_IGNORE)))
                .stormPerMinute((int) Math.max(0, options.number(Option.LOG_STORM)))
                .format(format(options))
                .build();
    }

    static EventFormat format(AgentOptions options) {
        boolean automatic = options.text(Option.LOG_LEVEL_PERMANENT).equals("auto");
        return EventFormat.builder()
                .addresses(AddressMode.valueOf(upper(options, Option.ADDRESSES)))
                .addressesKey(options.text(Option.ADDRESSES_KEY))
                .locale(options.text(Option.LOCALE))
                .positiveLevel(level(options, Option.LOG_LEVEL_POSITIVE))
                .transientLevel(level(options, Option.LOG_LEVEL_TRANSIENT))
                .permanentLevel(
                        automatic
                                ? Optional.<EventLevel>empty()
                                : Optional.of(level(options, Option.LOG_LEVEL_PERMANENT)))
                .noneLevel(level(options, Option.LOG_LEVEL_NONE))
                .build();
    }

    private static EventLevel level(AgentOptions options, Option option) {
        return EventLevel.valueOf(upper(options, option));
    }

    private static String upper(AgentOptions options, Option option) {
        return options.text(option).toUpperCase(Locale.ROOT);
    }
}
