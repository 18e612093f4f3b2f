package dev.replywise.agent.options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects options from the places in turn, strongest first, and says what is wrong with them. Not thread-safe. */
final class OptionsReader {
    static final String HIDDEN = "***";
    private static final int LONGEST_SHOWN = 80;

    private final Map<Option, String> given;
    /** Options that a place has spoken about; a bad value too keeps weaker places from being asked. */
    private final Map<Option, OptionSource> sources;

    private final List<String> problems;

    OptionsReader() {
        this(
                new EnumMap<Option, String>(Option.class),
                new EnumMap<Option, OptionSource>(Option.class),
                new ArrayList<String>());
    }

    OptionsReader(Map<Option, String> given, Map<Option, OptionSource> sources, List<String> problems) {
        this.given = given;
        this.sources = sources;
        this.problems = problems;
    }

    AgentOptions result() {
        return new AgentOptions(given, sources, problems);
    }

    void problem(String line) {
        problems.add(line);
    }

    /** Of a key given twice the last one counts. */
    void argument(String argument) {
        List<AgentArgument.Pair> pairs = AgentArgument.parse(argument);
        for (int i = 0; i < pairs.size(); i++) {
            AgentArgument.Pair pair = pairs.get(i);
            if (isRepeated(pair, pairs, i + 1)) {
                continue;
            }
            if (pair.hasValue) {
                take(OptionSource.ARGUMENT, pair.key, pair.value);
            } else {
                problem("option '" + shown(pair.key) + "' in " + OptionSource.ARGUMENT.place()
                        + " has no value and is ignored; write key=value, such as '"
                        + nearest(OptionSource.ARGUMENT, pair.key).key() + "="
                        + exampleOf(nearest(OptionSource.ARGUMENT, pair.key)) + "'");
            }
        }
    }

    private static boolean isRepeated(AgentArgument.Pair pair, List<AgentArgument.Pair> pairs, int from) {
        for (int i = from; i < pairs.size(); i++) {
            AgentArgument.Pair later = pairs.get(i);
            if (later.hasValue && !later.value.isEmpty() && later.key.equals(pair.key)) {
                return true;
            }
        }
        return false;
    }

    void properties(Map<String, String> properties) {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (property.getKey().startsWith(OptionSource.PROPERTY_PREFIX)) {
                take(
                        OptionSource.PROPERTY,
                        property.getKey(),
                        property.getValue().trim());
            }
        }
    }

    void environment(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().startsWith(OptionSource.VARIABLE_PREFIX)) {
                take(
                        OptionSource.ENVIRONMENT,
                        variable.getKey(),
                        variable.getValue().trim());
            }
        }
    }

    void file(Map<String, String> lines) {
        for (Map.Entry<String, String> line : lines.entrySet()) {
            if (line.getKey().equals(Option.CONFIG.key())) {
                problem("option 'config' in " + OptionSource.FILE.place() + " has the value '" + shown(line.getValue())
                        + "' and is ignored: one file cannot name another");
            } else {
                take(OptionSource.FILE, line.getKey(), line.getValue().trim());
            }
        }
    }

    private void take(OptionSource source, String name, String value) {
        for (Option option : Option.all()) {
            if (source.nameOf(option).equals(name)) {
                take(source, option, value);
                return;
            }
        }
        Option nearest = nearest(source, name);
        boolean secret = nearest.type() == OptionType.SECRET || soundsSecret(name);
        problem("unknown option '" + shown(name) + "' with the value '" + (secret ? HIDDEN : shown(value)) + "' in "
                + source.place() + " is ignored; the nearest is '" + source.nameOf(nearest) + "' (default: "
                + defaultOf(nearest) + ")");
    }

    private void take(OptionSource source, Option option, String value) {
        if (value.isEmpty() || sources.containsKey(option)) {
            return;
        }
        sources.put(option, source);
        String normal = option.type().normalise(value, option.allowed());
        if (normal != null) {
            given.put(option, normal);
            return;
        }
        String likely = option.allowed().isEmpty() ? "" : ", perhaps '" + NearestName.of(value, option.allowed()) + "'";
        problem("option '" + source.nameOf(option) + "' in " + source.place() + " has the bad value '" + shown(value)
                + "'; it takes " + option.type().expected(option.allowed()) + likely + "; the default is used: "
                + defaultOf(option));
    }

    private static Option nearest(OptionSource source, String name) {
        List<String> names = new ArrayList<>();
        for (Option option : Option.all()) {
            names.add(source.nameOf(option));
        }
        return Option.all()[names.indexOf(NearestName.of(name, names))];
    }

    private static String exampleOf(Option option) {
        if (option.allowed().isEmpty()) {
            return option.defaultValue().isEmpty() ? "…" : option.defaultValue();
        }
        return option.allowed().get(option.allowed().size() - 1);
    }

    private static String defaultOf(Option option) {
        return option.defaultValue().isEmpty() ? "none" : option.defaultValue();
    }

    private static String shown(String text) {
        if (soundsSecret(text)) {
            return HIDDEN;
        }
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }

    /** Whether text may hold a key: a mistyped separator can put one into another option's name or value. */
    private static boolean soundsSecret(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains(".key") || lower.contains("_key") || lower.contains("secret") || lower.contains("passw");
    }

    static Map<String, String> systemProperties() {
        Map<String, String> properties = new HashMap<>();
        try {
            for (String name : System.getProperties().stringPropertyNames()) {
                String value = name.startsWith(OptionSource.PROPERTY_PREFIX) ? System.getProperty(name) : null;
                if (value != null) {
                    properties.put(name, value);
                }
            }
        } catch (RuntimeException notAllowed) {
            return Collections.emptyMap();
        }
        return properties;
    }

    static Map<String, String> environment() {
        try {
            return System.getenv();
        } catch (RuntimeException notAllowed) {
            return Collections.emptyMap();
        }
    }
}
