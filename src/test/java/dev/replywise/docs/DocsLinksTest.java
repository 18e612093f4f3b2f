package dev.replywise.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every relative link and every anchor of the documentation leads somewhere. */
class DocsLinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(\\s*<?([^)\\s>]+)[^)]*\\)|(?m)^\\[[^]]+]:\\s*(\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    private final Map<Path, Set<String>> anchors = new HashMap<>();
    private int links;

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String page : new String[] {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}) {
            pages.add(ROOT.resolve(page));
        }
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        List<String> dead = new ArrayList<>();
        for (Path page : pages) {
            dead.addAll(deadLinks(page));
        }
        assertThat(dead).isEmpty();
        assertThat(links).as("links that were seen").isGreaterThan(500);
    }

    @Test
    void aDeadLinkIsFound(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(
                folder.resolve("other.md"), "# Who can read it\n## `log` & *more*, twice\n## Log more twice\n");
        Files.writeString(page, """
                # One
                ## One
                [a](other.md) [b](other.md#who-can-read-it) [c](#one-1) ![d](no.png) [e](other.md#who) [f](#two)
                `[g](no.md)` [h](https://example.org/no.md) [i](other.md#log--more-twice) [j](other.md "title")
                ```
                [k](no.md)
                ```
                """);
        assertThat(deadLinks(page))
                .extracting(link -> link.substring(link.lastIndexOf(' ') + 1))
                .containsExactly("no.png", "other.md#who", "#two");
    }

    private List<String> deadLinks(Path page) throws IOException {
        List<String> dead = new ArrayList<>();
        Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
        while (link.find()) {
            String target = link.group(1) == null ? link.group(2) : link.group(1);
            if (ELSEWHERE.matcher(target).matches()) {
                continue;
            }
            links++;
            int hash = target.indexOf('#');
            String file = hash < 0 ? target : target.substring(0, hash);
            Path to = file.isEmpty() ? page : page.resolveSibling(file).normalize();
            boolean leads = Files.exists(to) && (hash < 0 || anchorsOf(to).contains(target.substring(hash + 1)));
            if (!leads) {
                dead.add(page + " links to " + target);
            }
        }
        return dead;
    }

    /** As GitHub and most others make them of headings. */
    private Set<String> anchorsOf(Path page) throws IOException {
        Set<String> known = anchors.get(page);
        if (known == null) {
            known = new HashSet<>();
            Matcher heading = HEADING.matcher(Files.readString(page).replaceAll("(?ms)^ *```.*?^ *```", ""));
            while (heading.find()) {
                String text = heading.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
                String anchor = text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                        .replace(' ', '-');
                String unique = anchor;
                for (int i = 1; !known.add(unique); i++) {
                    unique = anchor + "-" + i;
                }
            }
            anchors.put(page, known);
        }
        return known;
    }
}
