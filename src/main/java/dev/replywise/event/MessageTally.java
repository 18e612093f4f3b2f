package dev.replywise.event;

import dev.replywise.classify.Classification;
import dev.replywise.classify.Fact;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the replies of one {@code sendMessage} did to its recipients, and finds its outcome. Keeps counts by class
 * and cause, no recipients, so that its size does not grow with them.
 */
final class MessageTally {
    private final Map<ReplyClass, Map<String, Integer>> answered = new EnumMap<>(ReplyClass.class);
    private final Map<ReplyClass, Refusal> firstRefusals = new EnumMap<>(ReplyClass.class);
    private int recipientsSent;
    private int recipientsAnswered;
    private @Nullable Refusal firstRefusal;
    private @Nullable Refusal stop;
    private @Nullable Classification lost;
    private @Nullable Classification lostLater;
    private boolean bodyBegun;
    private boolean bodySent;
    private boolean bodyAnswered;
    private boolean bodyAccepted;
    private boolean brokenOff;
    private String queueId = "";

    /** A command is on its way. */
    void sent(SentCommand command) {
        if (command.command() == SmtpCommand.RCPT) {
            recipientsSent++;
        } else if (command.command() == SmtpCommand.BDAT) {
            bodyBegun = true;
        }
    }

    /** All of a command has been written and its reply is due. */
    void awaited(SentCommand command) {
        bodySent |= command.endsMessage();
    }

    /** A reply came that can answer the command. */
    void replied(SentCommand command, int code, ReplyClass replyClass, Classification meaning) {
        if (!command.isOfTransaction()) {
            return;
        }
        if (replyClass == ReplyClass.NONE) {
            unusable(command, meaning, false);
            return;
        }
        Refusal refusal = replyClass.isRefusal() ? new Refusal(replyClass, code, meaning) : null;
        if (refusal != null) {
            firstRefusal = firstRefusal == null ? refusal : firstRefusal;
            if (!firstRefusals.containsKey(replyClass)) {
                firstRefusals.put(replyClass, refusal);
            }
        }
        if (command.command() == SmtpCommand.RCPT) {
            recipientsAnswered++;
            count(answered, replyClass, meaning.cause().id(), 1);
        } else if (refusal != null) {
            stop = stop == null ? refusal : stop;
        } else if (command.command() == SmtpCommand.DATA) {
            bodyBegun = true;
        }
        if (command.endsMessage()) {
            bodyAnswered = true;
            bodyAccepted = refusal == null;
            queueId = refusal == null ? meaning.fact(Fact.QUEUE_ID) : "";
        }
    }

    /**
     * No reply came to a command, or none that can answer it.
     *
     * @param secondary whether that merely follows an earlier failure, which then is what decided
     */
    void unusable(SentCommand command, Classification meaning, boolean secondary) {
        if (!command.isOfTransaction()) {
            return;
        }
        if (secondary) {
            lostLater = lostLater == null ? meaning : lostLater;
        } else {
            lost = lost == null ? meaning : lost;
        }
    }

    /** The send ended while a command or the body was being written. */
    void brokenOff() {
        brokenOff = true;
    }

    /** The connection failed while a command or the body was being written. */
    void writeFailed(Classification meaning) {
        brokenOff = true;
        lost = lost == null ? meaning : lost;
    }

    /** What became of the message. */
    MessageOutcome outcome(int recipients, @Nullable Throwable failure) {
        int accepted = count(ReplyClass.POSITIVE);
        int transients = count(ReplyClass.TRANSIENT);
        int permanents = count(ReplyClass.PERMANENT);
        if (bodyAccepted) {
            if (transients + permanents == 0) {
                return MessageOutcome.ACCEPTED;
            }
            if (accepted > 0) {
                return MessageOutcome.PARTIAL;
            }
            return transients > 0 ? MessageOutcome.TRANSIENT : MessageOutcome.PERMANENT;
        }
        if (bodySent && !bodyAnswered) {
            return MessageOutcome.UNKNOWN;
        }
        Refusal stopped = stop;
        if (stopped != null) {
            return transients > 0 || stopped.replyClass == ReplyClass.TRANSIENT
                    ? MessageOutcome.TRANSIENT
                    : MessageOutcome.PERMANENT;
        }
        if (bodyBegun || brokenOff || lost != null) {
            return MessageOutcome.FAILED;
        }
        if (transients + permanents > 0) {
            boolean someLeft = permanents < total(recipients);
            return someLeft ? MessageOutcome.TRANSIENT : MessageOutcome.PERMANENT;
        }
        // The library's own word counts where no reply was seen.
        return failure == null ? MessageOutcome.ACCEPTED : MessageOutcome.FAILED;
    }

    /** Puts outcome, counts, results and what decided into an event. */
    void describe(MessageEvent.Builder event, int recipients, @Nullable Throwable failure) {
        MessageOutcome outcome = outcome(recipients, failure);
        Refusal refusal = decidingRefusal(outcome);
        Classification deciding = refusal != null ? refusal.meaning : decidingLoss(outcome);
        Map<ReplyClass, Map<String, Integer>> results = results(outcome, recipients, deciding);
        event.outcome(outcome)
                .accepted(sum(results, ReplyClass.POSITIVE))
                .transientlyRefused(sum(results, ReplyClass.TRANSIENT))
                .permanentlyRefused(sum(results, ReplyClass.PERMANENT))
                .unsent(sum(results, ReplyClass.NONE))
                .recipientResults(list(results))
                .deciding(Optional.ofNullable(deciding))
                .errorType(errorType(outcome, refusal, failure))
                .queueId(queueId);
    }

    private static String errorType(MessageOutcome outcome, @Nullable Refusal refusal, @Nullable Throwable failure) {
        if (outcome == MessageOutcome.ACCEPTED) {
            // A mail library may be told to report success by an exception.
            return "";
        }
        if (refusal != null) {
            return Integer.toString(refusal.code);
        }
        return failure == null ? "" : FailureCause.errorType(failure);
    }

    private @Nullable Classification decidingLoss(MessageOutcome outcome) {
        if (outcome.levelClass() != ReplyClass.NONE) {
            return null;
        }
        return lost == null ? lostLater : lost;
    }

    private @Nullable Refusal decidingRefusal(MessageOutcome outcome) {
        switch (outcome) {
            case PARTIAL:
                return firstRefusal;
            case TRANSIENT:
            case PERMANENT:
                Refusal stopped = stop;
                if (stopped != null && stopped.replyClass == outcome.levelClass()) {
                    return stopped;
                }
                Refusal sameClass = firstRefusals.get(outcome.levelClass());
                return sameClass == null ? firstRefusal : sameClass;
            default:
                return null;
        }
    }

    private Map<ReplyClass, Map<String, Integer>> results(
            MessageOutcome outcome, int recipients, @Nullable Classification deciding) {
        Map<ReplyClass, Map<String, Integer>> results = new EnumMap<>(ReplyClass.class);
        copy(answered, results, ReplyClass.TRANSIENT);
        copy(answered, results, ReplyClass.PERMANENT);
        int accepted = count(ReplyClass.POSITIVE);
        int unanswered = total(recipients) - recipientsAnswered;
        Refusal stopped = stop;
        if (outcome == MessageOutcome.ACCEPTED && !bodyAccepted) {
            count(results, ReplyClass.POSITIVE, "ok", accepted + unanswered);
        } else if (bodyAccepted) {
            copy(answered, results, ReplyClass.POSITIVE);
            count(results, ReplyClass.NONE, FailureCause.UNDETERMINED, unanswered);
        } else if (stopped != null && outcome != MessageOutcome.UNKNOWN) {
            count(results, stopped.replyClass, stopped.meaning.cause().id(), accepted + unanswered);
        } else {
            String cause = deciding == null
                    ? FailureCause.UNDETERMINED
                    : deciding.cause().id();
            count(results, ReplyClass.NONE, cause, accepted + unanswered);
        }
        return results;
    }

    /** A group address stands for any number of recipients, none included: once the body has begun, RCPT has told. */
    private int total(int recipients) {
        boolean allSent = bodyBegun || bodySent;
        return allSent ? recipientsSent : Math.max(recipients, recipientsSent);
    }

    private int count(ReplyClass replyClass) {
        return sum(answered, replyClass);
    }

    private static int sum(Map<ReplyClass, Map<String, Integer>> counts, ReplyClass replyClass) {
        int sum = 0;
        for (int count : counts.getOrDefault(replyClass, Collections.<String, Integer>emptyMap())
                .values()) {
            sum += count;
        }
        return sum;
    }

    private static void count(
            Map<ReplyClass, Map<String, Integer>> counts, ReplyClass replyClass, String cause, int count) {
        if (count > 0) {
            counts.computeIfAbsent(replyClass, any -> new LinkedHashMap<>()).merge(cause, count, Integer::sum);
        }
    }

    private static void copy(
            Map<ReplyClass, Map<String, Integer>> from,
            Map<ReplyClass, Map<String, Integer>> to,
            ReplyClass replyClass) {
        Map<String, Integer> counts = from.get(replyClass);
        if (counts != null) {
            to.put(replyClass, new LinkedHashMap<>(counts));
        }
    }

    private static List<RecipientResult> list(Map<ReplyClass, Map<String, Integer>> counts) {
        List<RecipientResult> list = new ArrayList<>();
        for (Map.Entry<ReplyClass, Map<String, Integer>> byClass : counts.entrySet()) {
            for (Map.Entry<String, Integer> byCause : byClass.getValue().entrySet()) {
                list.add(RecipientResult.of(byClass.getKey(), byCause.getKey(), byCause.getValue()));
            }
        }
        return Collections.unmodifiableList(list);
    }

    /** A reply that refused something. */
    private static final class Refusal {
        private final ReplyClass replyClass;
        private final int code;
        private final Classification meaning;

        Refusal(ReplyClass replyClass, int code, Classification meaning) {
            this.replyClass = replyClass;
            this.code = code;
            this.meaning = meaning;
        }
    }
}
