package dev.replywise.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShortenedReplyTest {
    @Test
    void aShortReplyStaysTheSame() {
        SmtpReply reply = ReplyParser.parse("550-one two\r\n550 three");

        assertThat(reply.shortened(13)).isSameAs(reply);
    }

    @Test
    void aLongOneIsCutBetweenWords() {
        SmtpReply reply = ReplyParser.parse("550-5.1.1 one two\r\n550-three <john.doe@example.com>\r\n550 four");

        assertThat(reply.shortened(30).lines()).isEqualTo(List.of("5.1.1 one two", "three"));
        assertThat(reply.shortened(16).lines()).isEqualTo(List.of("5.1.1 one two"));
        assertThat(reply.shortened(30).code()).isEqualTo(reply.code());
        assertThat(reply.shortened(30).enhancedStatusCode()).isEqualTo(reply.enhancedStatusCode());
    }

    @Property(tries = 300)
    void itIsNeverLongerAndAlwaysABeginning(@ForAll List<String> words, @ForAll @IntRange(max = 200) int most) {
        SmtpReply reply = ReplyParser.parse("550 " + String.join(" ", words).replaceAll("[\r\n]", " "));

        SmtpReply cut = reply.shortened(most);

        assertThat(cut.text().length()).isLessThanOrEqualTo(most);
        assertThat(reply.text()).startsWith(cut.text());
    }
}
