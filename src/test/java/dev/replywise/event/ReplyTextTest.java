package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.reply.ReplyParser;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReplyTextTest {
    private static String asRead(String text, Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    @Test
    void utf8() {
        String text = "550 5.1.1 Пользователь не найден";

        assertThat(ReplyText.decode(asRead(text, StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @Test
    void gbk() {
        String text = "550 用户不存在: user@example.com 请检查";

        assertThat(ReplyText.decode(asRead(text, Charset.forName("GBK")))).isEqualTo(text);
    }

    @Test
    void latin1StaysWhatItIs() {
        String text = "550 Boîte réessayée, utilisateur supprimé à été, größe überschritten";

        assertThat(ReplyText.decode(asRead(text, StandardCharsets.ISO_8859_1))).isEqualTo(text);
    }

    @Test
    void alreadyDecoded() {
        assertThat(ReplyText.decode("550 用户不存在")).isEqualTo("550 用户不存在");
    }

    @Test
    void cutInsideACharacter() {
        String text = "x" + "é".repeat(ReplyParser.MAX_TEXT);

        assertThat(ReplyText.decode(asRead(text, StandardCharsets.UTF_8)))
                .startsWith("xéé")
                .doesNotContain("Ã");
    }

    @Property
    void utf8OfAnyTextComesBack(@ForAll String text) {
        String sendable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(ReplyText.decode(asRead(sendable, StandardCharsets.UTF_8))).isEqualTo(sendable);
    }

    @Property
    void anyOctetsGiveAText(@ForAll byte[] octets) {
        assertThat(ReplyText.decode(new String(octets, StandardCharsets.ISO_8859_1))
                        .length())
                .isLessThanOrEqualTo(octets.length);
    }

    @Test
    void endOfStream() {
        assertThat(ReplyText.endedEarly(-1, "[EOF]")).isTrue();
        assertThat(ReplyText.endedEarly(-1, "")).isTrue();
        assertThat(ReplyText.endedEarly(-1, "250-one\n250-two\n")).isTrue();
        assertThat(ReplyText.endedEarly(-1, "[EOF]\n"))
                .as("a line of the server")
                .isFalse();
        assertThat(ReplyText.endedEarly(-1, "garbage\n")).isFalse();
        assertThat(ReplyText.endedEarly(-1, "\n")).isFalse();
        assertThat(ReplyText.endedEarly(250, "250-one\n")).isFalse();
    }
}
