package dev.replywise.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyParserTest {
    @Test
    void readsOneLine() {
        SmtpReply reply = ReplyParser.parse("550 5.1.1 User unknown");

        assertThat(reply.code()).isEqualTo(ReplyCode.of(550));
        assertThat(reply.enhancedStatusCode()).isEqualTo(EnhancedStatusCode.of(5, 1, 1));
        assertThat(reply.text()).isEqualTo("5.1.1 User unknown");
        assertThat(reply.anomalies()).isEmpty();
    }

    @Test
    void readsAllLinesWhateverEndsThem() {
        SmtpReply reply = ReplyParser.parse("250-first\r\n250-second\n250-third\r250 last\r\n");

        assertThat(reply.lines()).containsExactly("first", "second", "third", "last");
        assertThat(reply.anomalies()).isEmpty();
    }

    @Test
    void makesLinesOfContinuationPrefixesInsideTheText() {
        SmtpReply reply = ReplyParser.parse("550-5.7.26 The domain 550-5.7.26 has no record, 550 5.7.26 see help");

        assertThat(reply.lines()).containsExactly("5.7.26 The domain", "5.7.26 has no record,", "5.7.26 see help");
    }

    @Test
    void leavesARelayedReplyInTheText() {
        SmtpReply reply = ReplyParser.parse("451 4.4.0 mx.example.net said: 550 5.1.1 no such user");

        assertThat(reply.code().value()).isEqualTo(451);
        assertThat(reply.enhancedStatusCode()).hasToString("4.4.0");
        assertThat(reply.text()).endsWith("said: 550 5.1.1 no such user");
    }

    @ParameterizedTest
    @CsvSource({
        "'550 Sorry, no mailbox here by that name. (#5.1.1)', 5.1.1",
        "'554 mail rejected <5.7.1>', 5.7.1",
        "'550 5.1.1', 5.1.1",
        "'550  5.1.1 two blanks', 5.1.1",
        "'550 failed [#4.16.1]', ''",
        "'550 see 192.0.2.1', ''",
        "'550 version 5.1', ''",
        "'550 3.1.1 no such class', ''",
        "'550', ''",
    })
    void findsTheEnhancedCodeWhereServersPutIt(String raw, String code) {
        assertThat(ReplyParser.parse(raw).enhancedStatusCode()).hasToString(code);
    }

    @Test
    void fourDigitsAreNoReplyCodeButTheLibraryTakesThreeOfThem() {
        SmtpReply reply = ReplyParser.parse("2501 ok");

        assertThat(reply.replyClass()).isEqualTo(ReplyClass.POSITIVE);
        assertThat(reply.anomalies()).contains(ReplyAnomaly.MALFORMED);
    }

    @Test
    void threeZerosAreNoCode() {
        SmtpReply reply = ReplyParser.parse("000 what");

        assertThat(reply.code()).isEqualTo(ReplyCode.NONE);
        assertThat(reply.replyClass()).isEqualTo(ReplyClass.NONE);
        assertThat(reply.anomalies()).contains(ReplyAnomaly.MALFORMED);
    }

    @Test
    void mixedCodesAreToldAndTheLibrarysCodeCounts() {
        SmtpReply reply = ReplyParser.parse(250, "250-first\r\n550 last");

        assertThat(reply.code().value()).isEqualTo(250);
        assertThat(reply.anomalies()).contains(ReplyAnomaly.MIXED_CODES);
    }

    @Test
    void aCodeWithoutTextIsWhole() {
        assertThat(ReplyParser.parse("250").code().value()).isEqualTo(250);
        assertThat(ReplyParser.parse(421, "").code().value()).isEqualTo(421);
    }

    @Test
    void noReplyIsNone() {
        assertThat(ReplyParser.parse("")).isEqualTo(SmtpReply.NONE);
        assertThat(ReplyParser.parse(-1, "").isPresent()).isFalse();
        assertThat(ReplyParser.parse(-1, "[EOF]").code()).isEqualTo(ReplyCode.NONE);
    }

    @Test
    void enhancedCodeOfAnotherClassIsTold() {
        assertThat(ReplyParser.parse("450 5.1.1 unknown").anomalies()).containsExactly(ReplyAnomaly.ENHANCED_MISMATCH);
    }

    @Test
    void longTextIsCut() {
        SmtpReply reply = ReplyParser.parse("550 " + "x".repeat(200_000));

        assertThat(reply.text()).hasSize(ReplyParser.MAX_TEXT - 4);
    }
}
