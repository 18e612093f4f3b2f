package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.CatalogEntry;
import dev.replywise.catalog.Messages;
import dev.replywise.catalog.ReplyCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CompareCommandTest {
    @Test
    void twoCodesStandSideBySide() {
        CommandLineRun run = CommandLineRun.of("compare", "251", "551");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("""
                251                                    | 551
                User not local; will forward to        | User not local; please try
                <forward-path>                         | <forward-path>

                Class
                --------------------------------------------------------------------------------
                positive                               | permanent
                """);
        assertThat(run.out())
                .contains("\nKey differences\n")
                .contains("- With 251 the server forwards the message itself; with 551 the client must send")
                .contains("- Retry: 251 \u2013 no retry needed; 551 \u2013 yes, to the other address\n")
                .contains("\nWhen which applies\n");
    }

    @Test
    void theOrderOfTheQuestionIsKeptAndTheWordsOfThePairAreFound() {
        Map<String, Object> ascending =
                CommandLineRun.of("compare", "251", "551", "--json").objects().get(0);
        Map<String, Object> descending =
                CommandLineRun.of("compare", "551", "251", "--json").objects().get(0);

        assertThat(codes(descending)).containsExactly("551", "251");
        assertThat(codes(ascending)).containsExactly("251", "551");
        assertThat(descending.get("when")).isEqualTo(ascending.get("when"));
        assertThat(list(descending, "differences").subList(0, 5))
                .isEqualTo(list(ascending, "differences").subList(0, 5));
    }

    private static List<?> list(Map<String, Object> object, String key) {
        return (List<?>) Objects.requireNonNull(object.get(key));
    }

    private static List<Object> codes(Map<String, Object> comparison) {
        return list(comparison, "codes").stream()
                .<Object>map(code ->
                        Objects.requireNonNull(CommandLineRun.asMap(code).get("code")))
                .toList();
    }

    @Test
    void enhancedAndBasicCodesMayBeMixed() {
        CommandLineRun run = CommandLineRun.of("compare", "5.1.1", "450", "--json");

        assertThat(codes(run.objects().get(0))).containsExactly("5.1.1", "450");
    }

    @Test
    void allPairsHaveDifferencesAndWords() {
        CodePages pages = new CodePages(ReplyCatalog.builtIn(), Messages.of("en"));
        List<String> codes = ReplyCatalog.builtIn().entries().stream()
                .map(CatalogEntry::code)
                .toList();
        for (int i = 1; i < codes.size(); i++) {
            for (int j = i % 7; j < i; j += 7) {
                Comparison comparison = new Comparison(
                        pages.code(codes.get(i)).orElseThrow(),
                        pages.code(codes.get(j)).orElseThrow(),
                        pages);
                assertThat(comparison.differences())
                        .as(codes.get(i) + " " + codes.get(j))
                        .isNotEmpty();
                assertThat(comparison.whenLeft()).isNotEmpty();
                assertThat(comparison.whenRight()).isNotEmpty();
            }
        }
    }

    @Test
    void everyTextWrittenForAPairIsShown() {
        CodePages pages = new CodePages(ReplyCatalog.builtIn(), Messages.of("en"));
        Messages messages = Messages.of("en");
        for (String key : messages.keys()) {
            if (!key.startsWith("compare.")) {
                continue;
            }
            String pair = key.substring("compare.".length());
            pair = pair.substring(0, Math.max(pair.indexOf(".difference."), pair.indexOf(".when.")));
            String[] codes = pair.split("-");
            Comparison comparison = new Comparison(
                    pages.code(codes[1]).orElseThrow(), pages.code(codes[0]).orElseThrow(), pages);
            List<String> shown = new ArrayList<>(comparison.differences());
            shown.add(comparison.whenLeft());
            shown.add(comparison.whenRight());
            assertThat(shown).as(key).contains(messages.find(key).orElseThrow());
        }
    }

    @Test
    void anUnknownCodeIsAnsweredWithNo() {
        CommandLineRun run = CommandLineRun.of("compare", "551", "987");

        assertThat(run.status()).isEqualTo(Main.NO);
        assertThat(run.err()).contains("'987' is no known code");
    }
}
