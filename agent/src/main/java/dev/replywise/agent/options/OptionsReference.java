package dev.replywise.agent.options;

import java.util.List;

/** Writes the table of docs/options.md from the list of options. */
public final class OptionsReference {
    private OptionsReference() {}

    /** A Markdown table of all options. */
    public static String table() {
        StringBuilder table = new StringBuilder();
        table.append("| key | default | values | meaning |\n|---|---|---|---|\n");
        for (Option option : Option.all()) {
            table.append("| `").append(option.key()).append("` | ");
            table.append(option.defaultValue().isEmpty() ? "–" : "`" + option.defaultValue() + "`");
            table.append(" | ")
                    .append(values(option))
                    .append(" | ")
                    .append(option.description())
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String values(Option option) {
        List<String> allowed = option.allowed();
        if (allowed.isEmpty()) {
            return option.type().expected(allowed);
        }
        return "`" + OptionType.join(allowed, "`, `") + "`";
    }
}
