package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventTextTest {
    static String[][] texts() {
        return new String[][] {
            {"a\r\nb", "a\\x0d\\x0ab"},
            {"\u001b[31mred", "\\x1b[31mred"},
            {"nul\0nul", "nul\\x00nul"},
            {"c1\u0085c1", "c1\\x85c1"},
            {"line\u2028para\u2029", "line\\u2028para\\u2029"},
            {"abc\u202edef\u2066", "abc\\u202edef\\u2066"},
            {"lone\ud800high", "lone\\ud800high"},
            {"lone\udc00low", "lone\\udc00low"},
            {"\ud83d\ude00", "\ud83d\ude00"},
            {"{} %s $1 \\n", "{} %s $1 \\n"},
            {"übermäßig 用户", "übermäßig 用户"},
        };
    }

    @ParameterizedTest
    @MethodSource("texts")
    void makesTextVisible(String text, String visible) {
        assertThat(EventText.visible(text, 1000)).isEqualTo(visible);
    }

    @Property
    void isBoundedValidAndOnOneLine(@ForAll String text, @ForAll @IntRange(min = 1, max = 40) int maxLength) {
        String visible = EventText.visible(text, maxLength);
        assertThat(visible.length()).isLessThanOrEqualTo(maxLength);
        assertThat(new String(visible.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(visible);
        assertThat(visible.chars().noneMatch(Character::isISOControl)).isTrue();
        assertThat(EventText.visible(visible, maxLength)).isEqualTo(visible);
    }
}
