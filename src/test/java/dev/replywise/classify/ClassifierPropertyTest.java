package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.catalog.Messages;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;

/** Whatever a server says, there is an answer, soon, and its class is that of the first digit. */
class ClassifierPropertyTest {
    private final ReplyClassifier classifier = ReplyClassifier.builtIn();
    private final AdviceWriter writer = new AdviceWriter(Messages.of("en"));

    @Property(tries = 2_000)
    void anyStringHasAnAnswer(@ForAll String raw, @ForAll SmtpCommand command) {
        check(ReplyParser.parse(raw), command);
    }

    @Property(tries = 4_000)
    void whatLooksLikeAReplyHasAnAnswer(@ForAll("replies") String raw, @ForAll SmtpCommand command) {
        check(ReplyParser.parse(raw), command);
    }

    private void check(SmtpReply reply, SmtpCommand command) {
        Classification found = classifier.classify(reply, ReplyContext.of(command));

        assertThat(found.replyClass()).isEqualTo(ReplyClass.ofCode(reply.code().value()));
        assertThat(found.retryAfterSeconds()).isGreaterThanOrEqualTo(-1);
        assertThat(found.facts().values()).noneMatch(String::isEmpty);
        assertThat(writer.write(found, Map.of("code", "x"))).isNotEmpty();
        boolean success = found.cause().group().equals("success");
        assertThat(success).isEqualTo(found.replyClass() == ReplyClass.POSITIVE);
    }

    @Provide
    Arbitrary<String> replies() {
        Arbitrary<String> pieces = Arbitraries.of(
                "user",
                " unknown",
                "@",
                "a@b.example",
                "<",
                ">",
                "5",
                "300",
                " seconds",
                ":",
                "::1",
                "192.0.2.1",
                ".",
                "[",
                "]",
                "(",
                ")",
                "http://",
                "https://x.example/?a=",
                "try again in ",
                "after ",
                "15:04 UTC",
                "size",
                " limit ",
                "10 MB",
                "moved to ",
                "queued as ",
                "id=",
                "OK ",
                "AUTH ",
                "SIZE ",
                "listed in ",
                "zen.spamhaus.org",
                "domain ",
                "\r\n550-",
                "\r\n",
                " ",
                "S3140",
                "AUP#",
                "\u00e9",
                "\u6708",
                "\ud83d",
                "\t",
                "p=",
                "too many recipients ",
                "5.7.26 ",
                "#");
        Arbitrary<String> codes =
                Arbitraries.of("250 ", "250-", "251 ", "354 ", "421 ", "450 4.7.1 ", "550 5.1.1 ", "551 ", "000 ", "");
        return codes.flatMap(code -> pieces.list().ofMaxSize(30).map(parts -> code + String.join("", parts)));
    }

    /** Generous for slow machines: what is not linear needs minutes for this. */
    @Example
    void hostileTextsTakeLinearTime() {
        List<String> units = new ArrayList<>(List.of(
                "a",
                "a@",
                "@",
                "1.",
                "1 ",
                "5 minutes ",
                "a:",
                ":",
                "f:",
                "[",
                "<",
                "http://",
                "://",
                "id=",
                "queued as ",
                "5.1.1 ",
                "try again in ",
                "S1 ",
                "(S1)",
                "size 1000 ",
                "\u6708",
                "domain a.b ",
                "listed in ",
                "to a@b ",
                " 550-",
                "\r",
                "x\n"));
        StringBuilder beginnings = new StringBuilder();
        for (Rule rule : RuleSet.builtIn().rules()) {
            for (List<Phrase> set : rule.anySets()) {
                for (Phrase phrase : set) {
                    beginnings
                            .append(phrase.text(), 0, phrase.text().length() - 1)
                            .append(' ');
                }
            }
        }
        units.add(beginnings.toString());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (String unit : units) {
                String text = unit.repeat(ReplyParser.MAX_TEXT / unit.length() + 1);
                for (String code : List.of("250 ", "251 ", "421 ", "550 5.7.1 ", "551 ", "552 5.3.4 ", "452 4.5.3 ")) {
                    check(ReplyParser.parse(code + text), SmtpCommand.OTHER);
                    check(ReplyParser.parse(code + text), SmtpCommand.END_OF_DATA);
                    check(ReplyParser.parse(code + text), SmtpCommand.EHLO);
                }
            }
        });
    }
}
