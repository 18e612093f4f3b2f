package dev.replywise.benchmarks;

import dev.replywise.classify.Classification;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.ReplyContext;
import dev.replywise.classify.RuleSet;
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

/** Replies a second on one core: what a service usually gets, refusals only, and replies of all kinds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ClassifierBenchmark {
    /** Nine accepted commands to one refusal, as a healthy service has them. */
    private static final int ACCEPTED_TO_REFUSED = 9;

    private static final String[] REFUSALS = {
        "550 5.1.1 <j.doe@rcpt.example>: Recipient address rejected: User unknown in local recipient table",
        "450 4.2.0 <j.doe@rcpt.example>: Recipient address rejected: Greylisted, see https://grey.example/help",
        "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org",
        "550-5.7.26 This mail is not authenticated.\n550 5.7.26 Set up SPF or DKIM for client.example",
        "452 4.2.2 The mailbox of the recipient is full",
        "421 4.7.0 Too many messages from 192.0.2.7, slow down",
    };
    private static final String[] ACCEPTANCES = {
        "250 2.1.0 Ok",
        "250 2.1.5 Ok",
        "354 End data with <CR><LF>.<CR><LF>",
        "250 2.0.0 Ok: queued as 4F0C21A2B3",
        "221 2.0.0 Bye",
    };
    private static final SmtpCommand[] COMMANDS = {
        SmtpCommand.MAIL, SmtpCommand.RCPT, SmtpCommand.DATA, SmtpCommand.END_OF_DATA, SmtpCommand.QUIT,
    };

    /** The built-in rules alone, and with nine times as many of the user's own before them. */
    @Param({"1", "10"})
    public int rules;

    private ReplyClassifier classifier = ReplyClassifier.builtIn();
    private final ReplyContext rcpt = ReplyContext.of(SmtpCommand.RCPT);
    private final ReplyContext[] contexts = new ReplyContext[COMMANDS.length];
    private final SmtpReply[] refusals = new SmtpReply[REFUSALS.length];
    private final SmtpReply[] acceptances = new SmtpReply[ACCEPTANCES.length];
    private final String[] everyKind = BuiltInData.samples();
    private int next;

    /** Makes the rules and the replies. */
    @Setup
    public void prepare() {
        if (rules > 1) {
            classifier = ReplyClassifier.withRules(RuleSet.parse(moreRules(), "benchmark"));
        }
        for (int i = 0; i < REFUSALS.length; i++) {
            refusals[i] = ReplyParser.parse(REFUSALS[i]);
        }
        for (int i = 0; i < ACCEPTANCES.length; i++) {
            acceptances[i] = ReplyParser.parse(ACCEPTANCES[i]);
            contexts[i] = ReplyContext.of(COMMANDS[i]);
        }
    }

    /** Nine positive replies and one refusal in ten. */
    @Benchmark
    public Classification typical() {
        int i = next++;
        if (i % (ACCEPTED_TO_REFUSED + 1) == 0) {
            return classifier.classify(refusals[Math.floorMod(i / (ACCEPTED_TO_REFUSED + 1), refusals.length)], rcpt);
        }
        int which = Math.floorMod(i, acceptances.length);
        return classifier.classify(acceptances[which], contexts[which]);
    }

    /** Refusals only. */
    @Benchmark
    public Classification refused() {
        return classifier.classify(refusals[Math.floorMod(next++, refusals.length)], rcpt);
    }

    /** Parsing too, of the samples of all built-in rules, in no order: no processor can learn them by heart. */
    @Benchmark
    public Classification everyKind() {
        return classifier.classify(ReplyParser.parse(everyKind[Math.floorMod(next++, everyKind.length)]), rcpt);
    }

    /** Parsing too, of one refusal. */
    @Benchmark
    public Classification parsedAndClassified() {
        return classifier.classify(ReplyParser.parse(REFUSALS[0]), rcpt);
    }

    /** As many rules as nine built-in sets, with phrases of the same kind that none of the replies holds. */
    private static String moreRules() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 6_500; i++) {
            text.append("- id: more-")
                    .append(i)
                    .append("\n  cause: policy\n  when:\n    any: [\"mailbox rule ")
                    .append(i)
                    .append(" says\", \"recipient address of kind ")
                    .append(i)
                    .append("\", \"blocked for reason ")
                    .append(i)
                    .append("\"]\n    code: [\"5xx\"]\n");
        }
        return text.toString();
    }
}
