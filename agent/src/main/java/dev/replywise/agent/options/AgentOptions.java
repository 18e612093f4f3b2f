package dev.replywise.agent.options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options in effect and what is wrong with those given. Immutable and thread-safe; nothing here throws.
 *
 * <p>They are read in two steps: {@link #read} looks at the agent argument, the system properties and the environment
 * and is cheap enough for {@code premain}; {@link #withFile} adds the options file at first use.
 */
public final class AgentOptions {
    private final Map<Option, String> given;
    private final Map<Option, OptionSource> sources;
    private final List<String> problems;

    AgentOptions(Map<Option, String> given, Map<Option, OptionSource> sources, List<String> problems) {
        this.given = given;
        this.sources = sources;
        this.problems = Collections.unmodifiableList(problems);
    }

    /**
     * The options of this JVM without those of the file.
     *
     * @param agentArgument what stands behind the agent's path; null for nothing
     */
    public static AgentOptions read(@Nullable String agentArgument) {
        return read(agentArgument, OptionsReader.systemProperties(), OptionsReader.environment());
    }

    static AgentOptions read(
            @Nullable String agentArgument, Map<String, String> properties, Map<String, String> environment) {
        OptionsReader reader = new OptionsReader();
        reader.argument(agentArgument == null ? "" : agentArgument);
        reader.properties(properties);
        reader.environment(environment);
        return reader.result();
    }

    /** These options with those of the file that {@code config} names, if it does; problems of both. */
    public AgentOptions withFile() {
        String path = text(Option.CONFIG);
        if (path.isEmpty()) {
            return this;
        }
        OptionsReader reader =
                new OptionsReader(new EnumMap<>(given), new EnumMap<>(sources), new ArrayList<>(problems));
        OptionsFile.read(path, reader);
        return reader.result();
    }

    /** What is wrong, each in one line for {@link Problems}; no secrets. */
    public List<String> problems() {
        return problems;
    }

    /** The value in its normal form, the default when none is given; empty for "none". */
    public String text(Option option) {
        String value = given.get(option);
        return value == null ? option.defaultValue() : value;
    }

    /** The value of a {@link OptionType#FLAG}. */
    public boolean flag(Option option) {
        return text(option).equals("true");
    }

    /** The value of a number, size (in octets) or port; -1 for none and {@code off}. */
    public long number(Option option) {
        return OptionType.octets(text(option));
    }

    /** The port; -1 for none. */
    public int port(Option option) {
        return (int) number(option);
    }

    /** The values of a list. */
    public List<String> list(Option option) {
        return OptionType.split(text(option));
    }

    /** Whether a valid value was given anywhere. */
    public boolean isGiven(Option option) {
        return given.containsKey(option);
    }

    /** The options that have a valid value from somewhere, as {@code key=value (place)}; secrets hidden. */
    public List<String> given() {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Option, String> option : given.entrySet()) {
            String value = option.getKey().type() == OptionType.SECRET ? OptionsReader.HIDDEN : option.getValue();
            OptionSource source = sources.get(option.getKey());
            lines.add(option.getKey().key() + "=" + value + (source == null ? "" : " (" + source.place() + ")"));
        }
        return Collections.unmodifiableList(lines);
    }

    /** All options in effect by key, secrets hidden, those without a value left out. */
    public Map<String, String> inEffect() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Option option : Option.all()) {
            String value = text(option);
            if (!value.isEmpty()) {
                shown.put(option.key(), option.type() == OptionType.SECRET ? OptionsReader.HIDDEN : value);
            }
        }
        return Collections.unmodifiableMap(shown);
    }
}
