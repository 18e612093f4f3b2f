package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextLayoutTest {
    @Test
    void wideCharactersTakeTwoColumnsAndMarksNone() {
        assertThat(DisplayWidth.of("mailbox")).isEqualTo(7);
        assertThat(DisplayWidth.of("\u90ae\u7bb1\u3002")).isEqualTo(6);
        assertThat(DisplayWidth.of("h\u1ed9p th\u01b0")).isEqualTo(7);
        assertThat(DisplayWidth.of("ho\u0323\u0302p")).isEqualTo(3);
        assertThat(DisplayWidth.of("\ud840\udc00")).isEqualTo(2);
        assertThat(DisplayWidth.pad("\u90ae", 4)).isEqualTo("\u90ae  ");
    }

    @Test
    void linesBreakAtBlanksAndBetweenWideCharacters() {
        assertThat(TextWrap.wrap("send it again later", 8)).containsExactly("send it", "again", "later");
        assertThat(TextWrap.wrap("\u90ae\u7bb1\u5df2\u6ee1\u3002", 8))
                .containsExactly("\u90ae\u7bb1\u5df2", "\u6ee1\u3002");
        assertThat(TextWrap.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(TextWrap.wrap("", 4)).containsExactly("");
    }

    @Property
    void noLineIsTooWideAndNothingIsLost(@ForAll String text, @ForAll @IntRange(min = 2, max = 40) int width) {
        List<String> lines = TextWrap.wrap(text, width);

        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(width));
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    }

    @Test
    void columnsStayAlignedBesideWideText() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Console(stream, 20).columns("\u90ae\u7bb1\u5df2\u6ee1\u90ae\u7bb1", "right side");

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("\u90ae\u7bb1\u5df2\u6ee1 | right", "\u90ae\u7bb1     | side");
    }
}
