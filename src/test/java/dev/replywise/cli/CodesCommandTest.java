package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.ReplyCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodesCommandTest {
    @Test
    void allCodesAreListedInColumns() {
        CommandLineRun run = CommandLineRun.of("codes");
        List<String> lines = run.out().lines().toList();

        assertThat(lines.get(0)).startsWith("Code ").contains(" Class ", " Cause ", " Retry ", " Name");
        int cause = lines.get(0).indexOf("Cause");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("551 ")
                        .satisfies(row -> assertThat(row.substring(cause)).startsWith("mailbox-moved ")));
        long rows = lines.stream().skip(2).filter(line -> !line.startsWith(" ")).count();
        assertThat(rows).isEqualTo(ReplyCatalog.builtIn().entries().size());
    }

    @Test
    void aClassNarrowsTheList() {
        List<?> found = (List<?>) CommandLineRun.parse(
                CommandLineRun.of("codes", "--class", "transient", "--json").out());

        assertThat(found)
                .isNotEmpty()
                .allSatisfy(code -> assertThat(CommandLineRun.asMap(code)).containsEntry("class", "transient"));
    }

    @Test
    void theJsonOfAllIsOneArray() {
        List<?> found = (List<?>)
                CommandLineRun.parse(CommandLineRun.of("codes", "--json").out());

        assertThat(found).hasSize(ReplyCatalog.builtIn().entries().size());
    }
}
