package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages below docs/reference are those that the catalogue makes; {@code -Dreplywise.docs.write=true} writes them. */
class ReferencePagesTest {
    private static final Path FOLDER = Path.of("../docs/reference");
    private static final Path MESSAGES = Path.of("main/resources/dev/replywise/catalog/messages");
    private static final String COMMAND = "mvn -pl src test -Dtest=ReferencePagesTest -Dreplywise.docs.write=true";
    private static final int MAX_NAMED = 10;

    private final Map<String, String> expected = expected();

    private static Map<String, String> expected() {
        List<String> languages = languages();
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", ReferencePages.languages(languages));
        pages.put("rules.md", RulePage.write());
        for (String language : languages) {
            pages.putAll(ReferencePages.in(language));
        }
        return pages;
    }

    /** English, which the others are held to, first. */
    private static List<String> languages() {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            List<String> languages = files.map(
                            file -> file.getFileName().toString().replace(".properties", ""))
                    .sorted()
                    .collect(Collectors.toCollection(ArrayList::new));
            languages.remove("en");
            languages.add(0, "en");
            return languages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void committedPagesAreThoseOfTheCatalogue() throws IOException {
        if (Boolean.getBoolean("replywise.docs.write")) {
            write();
        }
        Map<String, String> found = found();
        List<String> differing = new ArrayList<>();
        expected.forEach((path, text) -> {
            if (!text.equals(found.get(path))) {
                differing.add((found.containsKey(path) ? "out of date: " : "missing: ") + path);
            }
        });
        found.keySet().stream()
                .filter(path -> !expected.containsKey(path))
                .forEach(path -> differing.add("stale: " + path));
        assertThat(differing.size())
                .as(
                        "pages below docs/reference that are not what the catalogue says, such as %s; write them anew: %s",
                        differing.stream().limit(MAX_NAMED).collect(Collectors.toList()), COMMAND)
                .isZero();
    }

    @Test
    void everyLinkLeadsToAPage() {
        expected.forEach((path, text) -> {
            Path page = Path.of("/" + path);
            for (int at = text.indexOf("]("); at >= 0; at = text.indexOf("](", at + 1)) {
                String target = text.substring(at + 2, text.indexOf(')', at));
                if (!target.startsWith("https://") && !target.startsWith("http://")) {
                    String file = target.indexOf('#') < 0 ? target : target.substring(0, target.indexOf('#'));
                    String linked =
                            page.resolveSibling(file).normalize().toString().substring(1);
                    assertThat(expected.containsKey(linked))
                            .as(path + " links to " + target)
                            .isTrue();
                    if (target.indexOf('#') >= 0) {
                        assertThat(expected.get(linked))
                                .as(path)
                                .contains("\n## " + target.substring(target.indexOf('#') + 1) + "\n");
                    }
                }
            }
        });
    }

    @Test
    void aPageHoldsWhatTheCommandPrints() {
        CommandLineRun compared = CommandLineRun.of("compare", "251", "551", "--json");
        String page = String.valueOf(expected.get("en/compare/251-551.md"));

        assertThat(compared.status()).isZero();
        List<?> differences =
                (List<?>) Objects.requireNonNull(compared.objects().get(0).get("differences"));
        for (Object difference : differences) {
            assertThat(page).contains("\n- " + MarkdownPage.plain(String.valueOf(difference)) + "\n");
        }
        Map<String, Object> explained =
                CommandLineRun.of("explain", "551", "--json").objects().get(0);
        for (String part : List.of("description", "seen", "fix", "who", "retry_text", "reference", "url")) {
            assertThat(expected.get("en/codes/551.md"))
                    .contains(
                            part.equals("url")
                                    ? String.valueOf(explained.get(part))
                                    : MarkdownPage.plain(String.valueOf(explained.get(part))));
        }
    }

    @Test
    void marksInTextsAreShownAndPlaceholdersAreCode() {
        assertThat(MarkdownPage.plain("try <a|b> *{forward_path}* x_y _z"))
                .isEqualTo("try \\<a\\|b> \\*`{forward_path}`\\* x_y \\_z");
    }

    private void write() throws IOException {
        for (String stale : found().keySet()) {
            if (!expected.containsKey(stale)) {
                Files.delete(FOLDER.resolve(stale));
            }
        }
        for (Map.Entry<String, String> page : expected.entrySet()) {
            Path file = FOLDER.resolve(page.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.getValue());
        }
    }

    private static Map<String, String> found() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        if (!Files.isDirectory(FOLDER)) {
            return pages;
        }
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                pages.put(FOLDER.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return pages;
    }
}
