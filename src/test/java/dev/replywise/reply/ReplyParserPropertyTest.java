package dev.replywise.reply;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplyParserPropertyTest {
    @Property(tries = 500)
    void anyTextGivesAReply(@ForAll String raw) {
        assertThat(ReplyParser.parse(raw)).isNotNull();
    }

    @Property(tries = 500)
    void theLibrarysCodeDecides(@ForAll int code, @ForAll("replies") String raw) {
        SmtpReply reply = ReplyParser.parse(code, raw);

        assertThat(reply.code()).isEqualTo(ReplyCode.of(Math.max(code, 0)));
    }

    @Property(tries = 500)
    void theFirstDigitDecidesTheClass(@ForAll("codes") int code, @ForAll("replies") String text) {
        SmtpReply reply = ReplyParser.parse(code + " " + text);

        assertThat(reply.replyClass()).isEqualTo(ReplyClass.ofCode(code));
    }

    @Property(tries = 300)
    void linesHoldNoLineEnds(@ForAll("replies") String raw) {
        assertThat(ReplyParser.parse(raw).lines()).noneMatch(line -> line.contains("\n") || line.contains("\r"));
    }

    @Provide
    Arbitrary<Integer> codes() {
        return Arbitraries.integers().between(200, 599);
    }

    @Provide
    Arbitrary<String> replies() {
        return Arbitraries.of(
                        "550", "550-", "250 ", "5.1.1", "(#", ")", " ", "\r", "\n", "user", "@", "x", "\u00e9", "4.")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }
}
