package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of {@code docs/alerts} as a test can wait for them: what has to last minutes before it fires lasts seconds. */
final class AlertRules {
    private static final Path ALERTS =
            Path.of("../docs/alerts").toAbsolutePath().normalize();

    private AlertRules() {}

    /** The files to load; windows, thresholds and all the rest are as shipped. */
    static List<Path> files(Path directory) throws IOException {
        String rules = Files.readString(ALERTS.resolve("replywise.rules.yml"));
        String faster = Pattern.compile("(?m)^( +for: \\d+)m$").matcher(rules).replaceAll("$1s");
        assertThat(faster).isNotEqualTo(rules);
        return List.of(
                Files.writeString(directory.resolve("rules.yml"), faster),
                ALERTS.resolve("replywise.advice.rules.yml"));
    }
}
