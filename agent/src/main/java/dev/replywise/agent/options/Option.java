package dev.replywise.agent.options;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The one list of options: key, type, default, allowed values and what each is for. */
public enum Option {
    ENABLED("enabled", OptionType.FLAG, "true", "`false`: nothing is hooked."),
    CONFIG("config", OptionType.TEXT, "", "Properties file (UTF-8) with the same keys."),
    LOG(
            "log",
            OptionType.CHOICE,
            "auto",
            "Where events and alerts are logged. `auto`: the application's SLF4J if it has a real binding, else its"
                    + " Log4j 2, else JSON lines. `off`: in none of these.",
            "auto",
            "slf4j",
            "log4j2",
            "json",
            "off"),
    LOG_FILE("log.file", OptionType.TEXT, "", "JSON lines are appended to this file, not written to standard error."),
    LOG_FILE_MAX_SIZE(
            "log.file.max-size", OptionType.SIZE, "10MB", "The log file is rotated when it has grown to this size."),
    LOG_FILE_KEEP("log.file.keep", OptionType.COUNT, "5", "How many rotated log files are kept; 0 keeps none."),
    LOG_LEVEL_POSITIVE(
            "log.level.positive",
            OptionType.CHOICE,
            "debug",
            "Level of positive replies and accepted messages; those with advice (251, 252) are `info`.",
            Levels.PLAIN),
    LOG_LEVEL_TRANSIENT(
            "log.level.transient",
            OptionType.CHOICE,
            "warn",
            "Level of transient replies, and of transient and partial messages.",
            Levels.PLAIN),
    LOG_LEVEL_PERMANENT(
            "log.level.permanent",
            OptionType.CHOICE,
            "auto",
            "Level of permanent replies and messages. `auto`: `error` where the sender as a whole is refused, else"
                    + " `warn`.",
            "auto",
            "trace",
            "debug",
            "info",
            "warn",
            "error"),
    LOG_LEVEL_NONE(
            "log.level.none",
            OptionType.CHOICE,
            "error",
            "Level where no valid reply came, and of failed and unknown messages.",
            Levels.PLAIN),
    LOG_IGNORE("log.ignore", OptionType.LIST, "", "Causes that are counted but not logged."),
    LOG_STORM(
            "log.storm",
            OptionType.RATE,
            "off",
            "At most this many equal events (code, cause, server) a minute; then one line says how many were held"
                    + " back. Metrics stay exact."),
    LOG_THRESHOLD("log.threshold", OptionType.CHOICE, "info", "The lowest level written as JSON lines.", Levels.PLAIN),
    ADDRESSES(
            "addresses",
            OptionType.CHOICE,
            "masked",
            "How mail addresses are shown, those in server texts included.",
            "masked",
            "domain",
            "hash",
            "full",
            "none"),
    ADDRESSES_KEY(
            "addresses.key",
            OptionType.SECRET,
            "",
            "Key of `addresses=hash`; without one, hashes are stable within one JVM only. Never shown."),
    LABELS_HEADERS(
            "labels.headers", OptionType.LIST, "", "Message headers copied onto events as `labels.*`: `X-Campaign`."),
    LABELS_MDC("labels.mdc", OptionType.LIST, "", "MDC keys copied onto events as `labels.*`: `tenant`."),
    LABELS_METRICS(
            "labels.metrics",
            OptionType.FLAG,
            "false",
            "Copies the labels onto counters too: 100 values each, then `_OTHER`."),
    LOCALE(
            "locale",
            OptionType.LANGUAGE,
            "en",
            "Language of advice and of the command line.",
            "en",
            "zh",
            "id",
            "tr",
            "vi"),
    RULES(
            "rules",
            OptionType.TEXT,
            "",
            "Your own rule file, tried before the built-in rules; re-read when it changes."),
    METRICS(
            "metrics",
            OptionType.CHOICES,
            "auto",
            "Where metrics go: `off`, any of the others together, or `auto`: JMX, the scrape endpoint if"
                    + " `prometheus.port` is given, and the application's own metrics library if it has one, else"
                    + " OTLP if `OTEL_*` settings ask for it.",
            "auto",
            "off",
            "jmx",
            "prometheus",
            "otlp",
            "micrometer",
            "opentelemetry"),
    PROMETHEUS_PORT(
            "prometheus.port",
            OptionType.PORT,
            "",
            "Port of the scrape endpoint `/metrics`; 0 takes a free one, which the JMX bean `type=Agent` names."),
    PROMETHEUS_HOST("prometheus.host", OptionType.TEXT, "127.0.0.1", "Address that the scrape endpoint listens on."),
    CONSOLE_PORT(
            "console.port",
            OptionType.PORT,
            "",
            "Port of the live page; 0 takes a free one, which the JMX bean `type=Agent` names."),
    CONSOLE_HOST("console.host", OptionType.TEXT, "127.0.0.1", "Address that the live page listens on."),
    EXCEPTIONS(
            "exceptions",
            OptionType.CHOICE,
            "off",
            "`suppressed`: the advice rides on the mail library's exception, and on Spring's, as a suppressed exception.",
            "off",
            "suppressed");

    private static final Option[] VALUES = values();

    private final String key;
    private final OptionType type;
    private final String defaultValue;
    private final String description;
    private final List<String> allowed;

    Option(String key, OptionType type, String defaultValue, String description, String... allowed) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
        this.description = description;
        this.allowed = Collections.unmodifiableList(Arrays.asList(allowed));
    }

    /** The key in agent arguments and in the options file. */
    public String key() {
        return key;
    }

    /** What a value looks like. */
    public OptionType type() {
        return type;
    }

    /** The value when none is given; empty for "none". */
    public String defaultValue() {
        return defaultValue;
    }

    /** One or two sentences in Markdown. */
    public String description() {
        return description;
    }

    /** The values there are; empty when they cannot be listed. */
    public List<String> allowed() {
        return allowed;
    }

    /** The name as a system property. */
    public String property() {
        return OptionSource.PROPERTY_PREFIX + key;
    }

    /** The name as an environment variable. */
    public String variable() {
        StringBuilder name = new StringBuilder(OptionSource.VARIABLE_PREFIX);
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            name.append(c == '.' || c == '-' ? '_' : Character.toUpperCase(c));
        }
        return name.toString();
    }

    /** All options without a copy each time. */
    static Option[] all() {
        return VALUES;
    }

    private static final class Levels {
        static final String[] PLAIN = {"trace", "debug", "info", "warn", "error"};
    }
}
