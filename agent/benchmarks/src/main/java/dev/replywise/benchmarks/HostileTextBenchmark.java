package dev.replywise.benchmarks;

import dev.replywise.classify.Classification;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.ReplyContext;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The time for long texts that are made to be slow: it must grow as the text does and no faster. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HostileTextBenchmark {
    @Param({"16", "32", "64"})
    public int kibibytes;

    /** All beginnings of phrases; one word; words that no phrase holds; addresses; digits and dots. */
    @Param({"beginnings", "word", "words", "addresses", "numbers"})
    public String text = "";

    private final ReplyContext rcpt = ReplyContext.of(SmtpCommand.RCPT);
    private SmtpReply reply = SmtpReply.NONE;

    /** Makes the text. */
    @Setup
    public void prepare() {
        reply = ReplyParser.parse(text(kibibytes << 10));
    }

    private String text(int length) {
        switch (text) {
            case "beginnings":
                return BuiltInData.beginnings(length);
            case "word":
                return "550 " + "blacklis".repeat(length / 8);
            case "words":
                return "550 " + "blacklis greylis spa xq7 ".repeat(length / 25);
            case "addresses":
                return "550 " + "a.b-c@d@e.example <f@".repeat(length / 21);
            default:
                return "550 " + "192.0.2.1.4 5 min: 1::2 in 6.".repeat(length / 29);
        }
    }

    @Benchmark
    public Classification classify() {
        return ReplyClassifier.builtIn().classify(reply, rcpt);
    }
}
