package dev.replywise.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.Samples;
import dev.replywise.reply.ReplyClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** The rings and the histogram against the plain computation. */
class RingsProperties {
    private static final int BUCKETS = 12;
    private static final long MILLIS = 5_000;

    @Property(tries = 300)
    void aRingShowsTheCompleteBuckets(
            @ForAll @Size(max = 200) List<@LongRange(max = 20_000) Long> gaps,
            @ForAll @LongRange(max = 200_000) long pause) {
        long now = 1_000_000_000L;
        RateRing ring = new RateRing(BUCKETS, MILLIS, now);
        List<Long> times = new ArrayList<>();
        for (long gap : gaps) {
            now += gap;
            times.add(now);
            ring.count(ReplyClass.PERMANENT, now);
        }
        now += pause;
        long end = now / MILLIS;
        int[] expected = new int[BUCKETS];
        for (long time : times) {
            long back = end - time / MILLIS;
            if (back >= 1 && back <= BUCKETS) {
                expected[(int) (BUCKETS - back)]++;
            }
        }

        assertThat(ring.complete(ReplyClass.PERMANENT, now)).containsExactly(expected);
        assertThat(ring.complete(ReplyClass.POSITIVE, now)).containsOnly(0);
    }

    @Property(tries = 300)
    void aQuantileIsAtMostAnEighthTooHigh(
            @ForAll @Size(min = 1, max = 300) List<@LongRange(max = 4_000_000_000_000L) Long> nanos,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        DurationTotals totals = new DurationTotals();
        nanos.forEach(totals::add);
        totals.add(-1);
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        double exact = sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1) / 1e6;

        double told = totals.quantileMillis(percent / 100.0);

        assertThat(totals.count()).isEqualTo(nanos.size());
        assertThat(told).isGreaterThanOrEqualTo(exact - 0.001).isLessThanOrEqualTo(exact * 1.126 + 0.002);
        assertThat(totals.maxMillis()).isEqualTo(sorted.get(sorted.size() - 1) / 1e6);
    }

    @Property(tries = 100)
    void aSessionKeepsItsBeginningAndItsEnd(@ForAll @IntRange(max = 300) int steps) {
        KeptSession session = new KeptSession("s-1");
        long[] ids = new long[steps];
        for (int i = 0; i < steps; i++) {
            ids[i] = i + 1L;
            session.add(
                    KeptEvent.of(i + 1L, Samples.rcpt("a@b.example", "250 ok").build()));
        }
        long[] kept = session.steps().stream().mapToLong(KeptEvent::id).toArray();
        int first = Math.min(steps, KeptSession.FIRST);
        int last = Math.max(first, steps - KeptSession.LATEST);

        assertThat(Arrays.copyOf(kept, first)).containsExactly(Arrays.copyOf(ids, first));
        assertThat(Arrays.copyOfRange(kept, first, kept.length)).containsExactly(Arrays.copyOfRange(ids, last, steps));
        assertThat(session.leftOut() + kept.length).isEqualTo(steps);
    }
}
