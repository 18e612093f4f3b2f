package dev.replywise.demo.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of events and their types, as {@code docs/events.md} has them, which a test of the library holds to the code. */
final class EventKeys {
    private static final Path PAGE = Path.of("../docs/events.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (text|number|boolean) \\|");

    private EventKeys() {}

    /** {@code text}, {@code number} or {@code boolean} for each key; {@code labels.*} stands for all labels. */
    static Map<String, String> types() throws IOException {
        Map<String, String> types = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            types.put(row.group(1), row.group(2));
        }
        return types;
    }

    /** The type of one key; empty when there is no such key. */
    static String type(Map<String, String> types, String key) {
        return types.getOrDefault(key.startsWith("labels.") ? "labels.*" : key, "");
    }
}
