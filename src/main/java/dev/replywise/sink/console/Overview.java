package dev.replywise.sink.console;

import dev.replywise.event.MessageOutcome;
import dev.replywise.reply.ReplyClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the page shows at a glance, at one moment; copied, so that nobody waits while it is written. Immutable. */
final class Overview {
    final long nowMillis;
    final Rates minutes;
    final Rates hour;
    final Durations messageDurations;
    final Durations replyDurations;
    final Ranking causes;
    final Ranking domains;
    final Ranking servers;
    final List<KeptEvent> failures;
    private final long[] messages;
    private final long[] replies;
    private final long[] connections;

    Overview(
            long nowMillis,
            long[] messages,
            long[] replies,
            long[] connections,
            Durations messageDurations,
            Durations replyDurations,
            Rates minutes,
            Rates hour,
            Ranking causes,
            Ranking domains,
            Ranking servers,
            List<KeptEvent> failures) {
        this.nowMillis = nowMillis;
        this.messages = messages;
        this.replies = replies;
        this.connections = connections;
        this.messageDurations = messageDurations;
        this.replyDurations = replyDurations;
        this.minutes = minutes;
        this.hour = hour;
        this.causes = causes;
        this.domains = domains;
        this.servers = servers;
        this.failures = failures;
    }

    long messages(MessageOutcome outcome) {
        return messages[outcome.ordinal()];
    }

    long replies(ReplyClass replyClass) {
        return replies[replyClass.ordinal()];
    }

    long connected() {
        return connections[0];
    }

    long encrypted() {
        return connections[1];
    }

    long notConnected() {
        return connections[2];
    }

    /** Counts by class in the buckets of a ring. */
    static final class Rates {
        final long bucketMillis;
        final Map<ReplyClass, int[]> counts = new EnumMap<>(ReplyClass.class);

        Rates(RateRing ring, long nowMillis) {
            this.bucketMillis = ring.bucketMillis();
            for (ReplyClass replyClass : ReplyClass.values()) {
                counts.put(replyClass, ring.complete(replyClass, nowMillis));
            }
        }
    }

    /** How long things took. */
    static final class Durations {
        final long count;
        final double medianMillis;
        final double slowMillis;
        final double maxMillis;

        Durations(DurationTotals totals) {
            this.count = totals.count();
            this.medianMillis = totals.quantileMillis(0.5);
            this.slowMillis = totals.quantileMillis(0.95);
            this.maxMillis = totals.maxMillis();
        }
    }

    /** The busiest keys and the sum of all. */
    static final class Ranking {
        final List<TopKeys.Count> top;
        final TopKeys.Count total;

        Ranking(TopKeys keys, int most, long minute) {
            this.top = keys.top(most, minute);
            this.total = keys.total(minute);
        }
    }
}
