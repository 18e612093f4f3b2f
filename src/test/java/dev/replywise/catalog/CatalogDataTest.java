package dev.replywise.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the shipped data together: every code and cause has its texts, and every language the same ones. */
class CatalogDataTest {
    private static final Path FOLDER = Path.of("main/resources/dev/replywise/catalog");
    private static final Set<String> PLACEHOLDERS = new HashSet<>(Arrays.asList(
            "forward_path recipient recipient_domain sender_domain server code retry_after blocklist lookup_url size_limit"
                    .split(" ")));
    private static final Set<String> ASPECTS = Set.of("name", "description", "seen", "fix");
    private static final String[] LABELLED = {
        "group", "actor", "retry", "class", "status", "confidence", "label", "console", "alert"
    };

    static {
        PLACEHOLDERS.addAll(Arrays.asList(
                "message_size recipient_limit connection_limit client_ip subcode help_url auth_mechanisms accepted helo"
                        .split(" ")));
        PLACEHOLDERS.addAll(Arrays.asList("from_domain port exception".split(" ")));
    }

    private final ReplyCatalog catalog = ReplyCatalog.builtIn();
    private final Map<String, String> english = texts("en");

    static Stream<String> languages() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("messages"))) {
            files.forEach(file -> names.add(file.getFileName().toString().replace(".properties", "")));
        }
        return names.stream().sorted();
    }

    private static Map<String, String> texts(String language) {
        try {
            return Messages.load(Files.readString(FOLDER.resolve("messages/" + language + ".properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void countsAreWhatTheProductPromises() {
        long basic =
                catalog.entries().stream().filter(e -> e.code().length() == 3).count();

        assertThat(basic).isEqualTo(93);
        assertThat(catalog.entries()).hasSize(93 + 133);
        assertThat(catalog.causes()).hasSize(76);
    }

    @Test
    void entriesNameCausesThatExist() {
        assertThat(catalog.entries()).allMatch(entry -> catalog.hasCause(entry.causeId()));
    }

    @Test
    void classOfACodeIsThatOfItsFirstDigit() {
        for (CatalogEntry entry : catalog.entries()) {
            String expected;
            switch (entry.code().charAt(0)) {
                case 'X':
                    expected = "any";
                    break;
                case '2':
                case '3':
                    expected = "positive";
                    break;
                case '4':
                    expected = "transient";
                    break;
                case '5':
                    expected = "permanent";
                    break;
                default:
                    expected = "none";
            }
            assertThat(entry.classId()).as(entry.code()).isEqualTo(expected);
        }
    }

    @Test
    void everythingHasItsTextsAndNoTextIsUnused() {
        Set<String> needed = new TreeSet<>();
        needed.add("advice.secondary");
        for (CatalogEntry entry : catalog.entries()) {
            ASPECTS.forEach(aspect -> needed.add(entry.messageKey() + "." + aspect));
        }
        for (Cause cause : catalog.causes()) {
            ASPECTS.forEach(aspect -> needed.add("cause." + cause.id() + "." + aspect));
            cause.advice().forEach(variant -> needed.add("advice." + variant.id()));
            needed.add("group." + cause.group());
        }
        for (Actor actor : Actor.values()) {
            needed.add("actor." + actor.id());
        }
        for (RetryAction retry : RetryAction.values()) {
            needed.add("retry." + retry.id());
        }
        for (String replyClass : Arrays.asList("positive", "transient", "permanent", "none")) {
            needed.add("class." + replyClass);
        }
        assertThat(english.keySet()).containsAll(needed);
        Set<String> others = new TreeSet<>(english.keySet());
        others.removeAll(needed);
        others.removeIf(key -> key.startsWith("compare.") && isPair(key));
        others.removeIf(key -> isLabel(key));
        others.removeIf(key -> key.startsWith("advice.") && usedByRules().contains(key.substring(7)));
        assertThat(others).as("keys that nothing uses").isEmpty();
    }

    /** A label is used where a source file holds its name in quotes, with or without {@code label.} before it. */
    @Test
    void everyLabelIsUsedByTheCommandLine() throws IOException {
        Path commandLine = Path.of("main/java/dev/replywise/cli");
        assumeThat(commandLine).exists();
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("main/java"))) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) {
                sources.append(Files.readString(file));
            }
        }
        assertThat(english.keySet())
                .filteredOn(key -> key.startsWith("label."))
                .allMatch(key -> sources.indexOf('"' + key + '"') >= 0
                        || sources.indexOf('"' + key.substring("label.".length()) + '"') >= 0);
    }

    private static boolean isLabel(String key) {
        return Arrays.stream(LABELLED).anyMatch(prefix -> key.startsWith(prefix + "."));
    }

    private boolean isPair(String key) {
        // compare.550-554.difference.1, compare.5.7.1-5.7.26.when.5.7.1
        String rest = key.substring("compare.".length());
        int difference = rest.indexOf(".difference.");
        int when = rest.indexOf(".when.");
        int end = Math.max(difference, when);
        List<String> codes =
                end < 0 ? List.of() : Arrays.asList(rest.substring(0, end).split("-"));
        return codes.size() == 2
                && codes.stream().allMatch(code -> catalog.find(code).isPresent())
                && (when < 0 || codes.contains(rest.substring(when + ".when.".length())));
    }

    private static Set<String> usedByRules() {
        Set<String> used = new HashSet<>();
        for (String name : ruleFiles()) {
            for (DataItem item : DataReader.builtIn("rules/" + name, Set.of("samples", "source"))) {
                used.add(item.text("advice", ""));
            }
        }
        return used;
    }

    private static List<String> ruleFiles() {
        List<String> names = new ArrayList<>();
        for (String line : DataReader.resource("rules/order.txt").split("\n")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                names.add(line.trim());
            }
        }
        return names;
    }

    @Test
    void advicePutsInOnlyWhatItsConditionsGuarantee() {
        for (Cause cause : catalog.causes()) {
            for (AdviceVariant variant : cause.advice()) {
                Set<String> guaranteed = new HashSet<>(Set.of("server", "code"));
                if (cause.group().equals("no-reply")) {
                    guaranteed.add("exception");
                }
                for (AdviceVariant.Condition condition : variant.conditions()) {
                    if (condition.name().equals("fact")) {
                        guaranteed.addAll(condition.values());
                    }
                }
                assertThat(guaranteed)
                        .as("placeholders of advice." + variant.id())
                        .containsAll(placeholders(english.getOrDefault("advice." + variant.id(), "")));
            }
        }
    }

    @Test
    void adviceOfRulesExistsAndPutsInNothingThatMayBeMissing() {
        for (String id : usedByRules()) {
            if (!id.isEmpty()) {
                assertThat(english).containsKey("advice." + id);
            }
        }
    }

    @Test
    void onlyAdviceHasPlaceholdersAndOnlyKnownOnes() {
        english.forEach((key, text) -> {
            if (key.startsWith("advice.")) {
                assertThat(PLACEHOLDERS).as(key).containsAll(placeholders(text));
            } else if (!isLabel(key)) {
                assertThat(placeholders(text)).as(key).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageHasTheSameKeysAndPlaceholders(String language) {
        Map<String, String> texts = texts(language);

        assertThat(texts.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
        english.forEach((key, text) -> {
            assertThat(texts.get(key)).as(key).isNotBlank();
            assertThat(placeholders(texts.getOrDefault(key, ""))).as(key).isEqualTo(placeholders(text));
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void noKeyStandsTwice(String language) throws IOException {
        List<String> keys = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("messages/" + language + ".properties"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                keys.add(line.substring(0, line.indexOf('=')));
            }
        }
        assertThat(keys).doesNotHaveDuplicates();
    }

    private static Set<String> placeholders(String text) {
        Set<String> names = new TreeSet<>();
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            names.add(text.substring(open + 1, text.indexOf('}', open)));
        }
        return names;
    }

    /** The quick reader must read each shipped file, and exactly as the general one does. */
    @Test
    void quickReaderReadsTheShippedFilesAsTheGeneralOneDoes() throws Exception {
        List<String> names = new ArrayList<>(List.of("codes.yaml", "causes.yaml"));
        for (String optional : List.of("providers.yaml", "lists.yaml")) {
            if (Files.exists(FOLDER.resolve(optional))) {
                names.add(optional);
            }
        }
        ruleFiles().forEach(name -> names.add("rules/" + name));
        for (String name : names) {
            String text = DataReader.resource(name);
            assertThat(flat(PlainYaml.read(text, Set.of()))).as(name).isEqualTo(flat(DataReader.read(text)));
        }
    }

    static List<Object> flat(Collection<?> elements) {
        List<Object> flat = new ArrayList<>();
        for (Object element : elements) {
            flat.add(flat(element));
        }
        return flat;
    }

    private static Object flat(@Nullable Object value) {
        if (value instanceof DataItem) {
            DataItem item = (DataItem) value;
            List<Object> pairs = new ArrayList<>();
            pairs.add(item.line());
            for (String key : item.keys()) {
                pairs.add(key);
                pairs.add(flat(item.raw(key)));
            }
            return pairs;
        }
        return value instanceof Collection ? flat((Collection<?>) value) : String.valueOf(value);
    }
}
