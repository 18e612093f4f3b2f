package dev.replywise.demo.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A dialogue between an application and a server, as {@code dialogues.txt} writes it down: what the server says, what
 * the application does, and the events that are due. Immutable once read.
 */
final class Dialogue {
    private final String name;
    private final List<StringBuilder> scripts = new ArrayList<>(List.of(new StringBuilder()));
    private final List<String> orders = new ArrayList<>();
    private final Map<String, List<String>> events = new LinkedHashMap<>();
    private final Map<String, String> options = new HashMap<>();

    private Dialogue(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    List<String> scripts() {
        return scripts.stream().map(StringBuilder::toString).toList();
    }

    /** What the driver is told; the usual connect, send, close when nothing else is written. */
    List<String> orders() {
        boolean acts = orders.stream().anyMatch(order -> !order.startsWith("set "));
        List<String> all = new ArrayList<>(orders);
        if (!acts) {
            all.addAll(List.of("connect", "send john.doe@old.example", "close"));
        }
        return all;
    }

    /** The events due with a library; those written for all when it has none of its own. */
    List<String> events(MailLibrary library) {
        return events.entrySet().stream()
                .filter(entry -> entry.getKey().contains(library.id()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElseGet(() -> events.getOrDefault("", List.of()));
    }

    /** An option such as {@code tls}; empty when it is not set. */
    String option(String key) {
        return options.getOrDefault(key, "");
    }

    /** Whether the library can do what the dialogue needs. */
    boolean runsWith(MailLibrary library) {
        return !option("not-with").contains(library.id());
    }

    @Override
    public String toString() {
        return name;
    }

    /** All dialogues of the file. */
    static List<Dialogue> all() throws IOException {
        String text;
        try (InputStream in = Objects.requireNonNull(Dialogue.class.getResourceAsStream("/dialogues.txt"))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Dialogue> all = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("== ")) {
                all.add(new Dialogue(line.substring(3).strip()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                all.get(all.size() - 1).read(line);
            }
        }
        return all;
    }

    /** The dialogue of that name. */
    static Dialogue named(String name) throws IOException {
        return all().stream()
                .filter(dialogue -> dialogue.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void read(String line) {
        int space = line.indexOf(' ');
        String key = line.substring(0, space);
        String rest = line.substring(space + 1).strip();
        if (key.equals("S") && rest.equals("---")) {
            scripts.add(new StringBuilder());
        } else if (key.equals("S")) {
            scripts.get(scripts.size() - 1).append(rest).append('\n');
        } else if (key.equals("C")) {
            orders.add(rest);
        } else if (key.equals("E")) {
            events.computeIfAbsent("", k -> new ArrayList<>()).addAll(List.of(rest.split(", ")));
        } else if (key.startsWith("E[")) {
            events.computeIfAbsent(key, k -> new ArrayList<>()).addAll(List.of(rest.split(", ")));
        } else if (key.startsWith("@")) {
            options.put(key.substring(1), rest);
        } else {
            throw new IllegalArgumentException(name + ": " + line);
        }
    }
}
