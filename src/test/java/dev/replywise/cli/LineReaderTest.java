package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static List<String> lines(InputStream in) throws IOException {
        LineReader reader = new LineReader(in, () -> {});
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(reader.text());
        }
        return lines;
    }

    private static InputStream of(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void linesEndInEitherWay() throws IOException {
        assertThat(lines(of("a\nb\r\n\nc"))).containsExactly("a", "b", "", "c");
        assertThat(lines(of(""))).isEmpty();
        assertThat(lines(of("\n"))).containsExactly("");
        assertThat(lines(of("\ufeffa\n\ufeffb\n"))).containsExactly("a", "\ufeffb");
    }

    @Test
    void aLineThatIsTooLongIsCutAndTheNextOneIsWhole() throws IOException {
        String tooLong = "x".repeat(LineReader.MAX_LINE + 300_000);
        List<String> lines = lines(of(tooLong + "\nnext\n" + tooLong));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).hasSizeGreaterThanOrEqualTo(LineReader.MAX_LINE);
        assertThat(lines.get(1)).isEqualTo("next");
    }

    @Property(tries = 300)
    void anyDivisionIntoReadsGivesTheSameLines(
            @ForAll @Size(max = 30) List<@CharRange(from = 'a', to = 'c') String> words,
            @ForAll @IntRange(min = 1, max = 7) int atOnce)
            throws IOException {
        String text = String.join("\n", words) + "\n";
        InputStream slow = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(atOnce, length));
            }
        };
        assertThat(lines(slow)).isEqualTo(text.lines().toList());
    }
}
