package dev.replywise.classify;

import dev.replywise.catalog.AdviceVariant;
import dev.replywise.catalog.Cause;
import dev.replywise.classify.ReplyContext.Known;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Chooses among the advice of one cause by the reply and its session. Immutable and thread-safe. */
final class AdviceChooser {
    private final Cause cause;
    private final Condition[][] conditions;

    /** @throws IllegalArgumentException when a condition is not known */
    AdviceChooser(Cause cause, Providers providers) {
        this.cause = cause;
        conditions = new Condition[cause.advice().size()][];
        for (int i = 0; i < conditions.length; i++) {
            List<Condition> made = new ArrayList<>();
            for (AdviceVariant.Condition condition : cause.advice().get(i).conditions()) {
                made.add(condition(condition.name(), condition.values(), providers));
            }
            conditions[i] = made.toArray(new Condition[0]);
        }
    }

    Cause cause() {
        return cause;
    }

    /** The position of the first variant that fits, in {@link Cause#advice}; the last one always does. */
    int choose(Situation situation) {
        int last = conditions.length - 1;
        for (int i = 0; i < last; i++) {
            if (allHold(conditions[i], situation)) {
                return i;
            }
        }
        return last;
    }

    private static boolean allHold(Condition[] conditions, Situation situation) {
        for (Condition condition : conditions) {
            if (!condition.holds(situation)) {
                return false;
            }
        }
        return true;
    }

    private static Condition condition(String name, List<String> values, Providers providers) {
        switch (name) {
            case "fact":
                List<Fact> inText = new ArrayList<>();
                List<String> inSession = new ArrayList<>();
                for (String value : values) {
                    if (Situation.FROM_SESSION.contains(value)) {
                        inSession.add(value);
                    } else {
                        inText.add(Fact.of(value));
                    }
                }
                return situation -> situation.hasAll(inText) && situation.knowsAll(inSession);
            case "command":
                int commands = 0;
                for (String value : values) {
                    commands |= 1 << SmtpCommand.valueOf(value).ordinal();
                }
                int wanted = commands;
                return situation -> (wanted & (1 << situation.context.command().ordinal())) != 0;
            case "class":
                return situation -> values.contains(situation.replyClass.id());
            case "code":
                BitSet codes = new BitSet();
                for (String value : values) {
                    codes.set(Integer.parseInt(value));
                }
                return situation -> codes.get(situation.reply.code().value());
            case "provider":
                int[] numbers = providers.numbers(values);
                return situation -> situation.isProvider(numbers);
            case "tls":
                Known tls = known(values);
                return situation -> situation.context.tls() == tls;
            case "auth":
                Known auth = known(values);
                return situation -> situation.context.authenticated() == auth;
            default:
                throw new IllegalArgumentException("advice knows no condition '" + name + "'");
        }
    }

    private static Known known(List<String> values) {
        return Known.of(values.contains("true") || values.contains("yes"));
    }

    /** One condition. */
    private interface Condition {
        boolean holds(Situation situation);
    }

    /** One reply, or its absence, and all that is known about it. */
    static final class Situation {
        /** Values that do not stand in the text. */
        static final List<String> FROM_SESSION = Arrays.asList(
                "recipient",
                "recipient_domain",
                "sender_domain",
                "helo",
                "server",
                "port",
                "accepted",
                "code",
                "exception");

        final ReplyClass replyClass;
        final SmtpReply reply;
        final ReplyContext context;
        final Map<Fact, String> facts;
        private final RuleIndex.Look look;

        Situation(
                ReplyClass replyClass,
                SmtpReply reply,
                ReplyContext context,
                Map<Fact, String> facts,
                RuleIndex.Look look) {
            this.replyClass = replyClass;
            this.reply = reply;
            this.context = context;
            this.facts = facts;
            this.look = look;
        }

        boolean isProvider(int[] wanted) {
            return look.isProvider(wanted);
        }

        boolean hasAll(List<Fact> wanted) {
            for (int i = 0; i < wanted.size(); i++) {
                if (!facts.containsKey(wanted.get(i))) {
                    return false;
                }
            }
            return true;
        }

        boolean knowsAll(List<String> names) {
            for (int i = 0; i < names.size(); i++) {
                if (!knows(names.get(i))) {
                    return false;
                }
            }
            return true;
        }

        /** Whether the session has a value of one of the names {@link #FROM_SESSION}. */
        private boolean knows(String name) {
            switch (name) {
                case "recipient":
                case "recipient_domain":
                    return !context.recipientDomain().isEmpty();
                case "sender_domain":
                    return !context.senderDomain().isEmpty();
                case "helo":
                    return !context.heloName().isEmpty();
                case "server":
                case "port":
                    return !context.server().isEmpty();
                case "accepted":
                    return context.recipientsAccepted() > 0;
                case "code":
                    return reply.code().isPresent();
                case "exception":
                    return !reply.isPresent();
                default:
                    return false;
            }
        }
    }
}
