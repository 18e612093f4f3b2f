package dev.replywise.sink.alert;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a condition holds. While an alert lasts, half the numbers and three quarters of the shares keep it, so
 * that it does not come and go. Stateless.
 */
final class Conditions {
    /** Causes with alerts of their own; greylisting is the ordinary welcome of a new sender. */
    private static final Set<String> WITH_OWN_ALERT;

    static {
        Set<String> causes = new HashSet<>(Causes.BLOCKLIST);
        causes.addAll(Causes.LOGIN);
        causes.addAll(Arrays.asList("tls-required", "tls-failed", Causes.GREYLISTED));
        // An account that was suspended is a cause like others as well.
        causes.remove("account-suspended");
        WITH_OWN_ALERT = Collections.unmodifiableSet(causes);
    }

    private Conditions() {}

    /**
     * What the alert would be about; empty where the condition does not hold.
     *
     * @param lasting what the alert is about that lasts already; null when none does
     */
    static Optional<Subject> find(AlertKind kind, Situation now, @Nullable Subject lasting) {
        Bar bar = new Bar(lasting != null);
        switch (kind) {
            case PERMANENT_SPIKE:
                return all(isSpike(now, bar));
            case CAUSE_DOMINATES:
                return dominatingCause(now.fine, bar, lasting);
            case SERVER_DOMINATES:
                return dominatingServer(now.fine, bar, lasting);
            case SENDER_BLOCKLISTED:
                int listed = now.fine.total(Count.BLOCKLIST);
                return all(bar.reached(listed, 3) && bar.shareReached(listed, now.fine.total(Count.ATTEMPTS), 0.05));
            case AUTH_FAILING:
                return lasting == null ? failingLogin(now) : stillFailing(now, lasting);
            case TLS_FAILING:
                return failingTls(now.fine, bar, lasting);
            case TRANSIENT_PILING_UP:
                int transients = now.fine.total(Count.TRANSIENT);
                return all(bar.reached(transients, 20)
                        && bar.shareReached(transients, now.fine.total(Count.ATTEMPTS), 0.25));
            case SILENCE:
                return all(lasting == null ? isSilent(now.fine, 5) : isStillSilent(now.fine, now.slow));
            case SILENCE_LONG:
                return all(lasting == null ? isSilent(now.slow, 3) : isStillSilent(now.slow, now.slow));
            default:
                int unknown = now.slow.total(Count.UNKNOWN);
                return all(bar.reached(unknown, 3) && bar.shareReached(unknown, now.slow.total(Count.MESSAGES), 0.01));
        }
    }

    private static Optional<Subject> all(boolean holds) {
        return holds ? Optional.of(Subject.ALL) : Optional.<Subject>empty();
    }

    /** A campaign that sends ten times the mail of yesterday is no spike: refusals an attempt count too. */
    private static boolean isSpike(Situation now, Bar bar) {
        int permanent = now.fine.total(Count.PERMANENT);
        int attempts = now.fine.total(Count.ATTEMPTS);
        return bar.reached(permanent, 20)
                && bar.reached(permanent, 3 * now.usual.refusals)
                && bar.shareReached(permanent, attempts, 2 * now.usual.perAttempt)
                && bar.shareReached(permanent, attempts, 0.05);
    }

    private static Optional<Subject> dominatingCause(Numbers numbers, Bar bar, @Nullable Subject lasting) {
        Map<String, Integer> refusals = numbers.byCause(Count.REFUSALS);
        int all = numbers.total(Count.REFUSALS);
        int attempts = numbers.total(Count.ATTEMPTS);
        for (Map.Entry<String, Integer> cause : refusals.entrySet()) {
            if (!WITH_OWN_ALERT.contains(cause.getKey())
                    && (lasting == null || lasting.cause().equals(cause.getKey()))
                    && bar.reached(cause.getValue(), 20)
                    && bar.shareReached(cause.getValue(), all, 0.6)
                    && bar.shareReached(cause.getValue(), attempts, 0.1)) {
                return Optional.of(Subject.ofCause(cause.getKey()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Subject> dominatingServer(Numbers numbers, Bar bar, @Nullable Subject lasting) {
        Map<String, Integer> attempts = numbers.byServer(Count.ATTEMPTS);
        int all = numbers.total(Count.FAILURES);
        for (Map.Entry<String, Integer> server :
                numbers.byServer(Count.FAILURES).entrySet()) {
            if (attempts.size() > 1
                    && !server.getKey().equals(Ledger.OTHER)
                    && (lasting == null || lasting.server().equals(server.getKey()))
                    && bar.reached(server.getValue(), 20)
                    && bar.shareReached(server.getValue(), attempts.getOrDefault(server.getKey(), 0), 0.5)
                    && bar.shareReached(server.getValue(), all, 0.6)) {
                return Optional.of(Subject.ofServer(server.getKey()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Subject> failingLogin(Situation now) {
        for (Map.Entry<String, Integer> server : Numbers.ranked(now.fine.byServer(Count.LOGIN))) {
            if (server.getValue() >= 3 && now.recent.ofServer(server.getKey(), Count.ACCEPTED) == 0) {
                return Optional.of(Subject.ofServer(server.getKey()));
            }
        }
        return Optional.empty();
    }

    /** Until the server accepts a message, or nobody has tried for hours. */
    private static Optional<Subject> stillFailing(Situation now, Subject lasting) {
        boolean over = now.recent.ofServer(lasting.server(), Count.ACCEPTED) > 0
                || now.slow.ofServer(lasting.server(), Count.LOGIN) == 0;
        return over ? Optional.<Subject>empty() : Optional.of(lasting);
    }

    private static Optional<Subject> failingTls(Numbers numbers, Bar bar, @Nullable Subject lasting) {
        String server = lasting == null ? Numbers.top(numbers.byServer(Count.TLS)) : lasting.server();
        return bar.reached(numbers.ofServer(server, Count.TLS), 3)
                ? Optional.of(Subject.ofServer(server))
                : Optional.<Subject>empty();
    }

    /** Refused addresses show that the way is open; twenty of them and no success do not. */
    private static boolean isSilent(Numbers numbers, int least) {
        int beyond = numbers.total(Count.BEYOND_ADDRESSES);
        return numbers.total(Count.ACCEPTED) == 0 && (beyond >= least || beyond + numbers.total(Count.ADDRESSES) >= 20);
    }

    /** Until a message is accepted, or nobody has tried for hours. */
    private static boolean isStillSilent(Numbers window, Numbers slow) {
        return window.total(Count.ACCEPTED) == 0 && slow.total(Count.ATTEMPTS) > 0;
    }

    /** How much is needed: less for an alert that lasts already. */
    private static final class Bar {
        private final boolean lasting;

        Bar(boolean lasting) {
            this.lasting = lasting;
        }

        boolean reached(int count, double least) {
            return count > 0 && count >= (lasting ? least / 2 : least);
        }

        /** Whether a part is at least this share of a whole; a whole of nothing is no objection. */
        boolean shareReached(int part, int whole, double least) {
            return part >= (lasting ? least * 0.75 : least) * whole;
        }
    }
}
