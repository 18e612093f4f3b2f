package dev.replywise.agent.bridge;

import dev.replywise.sink.metrics.Series;
import dev.replywise.sink.metrics.SmtpMeters;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The way of the numbers of one sender (a mail library and a context loader) into one slot. Holds counts until it is
 * known where they go, then hands them over once and stays with that place. Thread-safe; never throws.
 *
 * <p>Holds no class loader, and what was found only weakly.
 */
final class MetersRoute {
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SELDOM_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final MetersSlot slot;
    private final long sinceNanos;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Map<Series, Long> held = new HashMap<>();

    private volatile @Nullable WeakReference<SmtpMeters> target;
    private volatile boolean waiting;
    private volatile long nextLookNanos;

    MetersRoute(MetersSlot slot, long nowNanos) {
        this.slot = slot;
        this.sinceNanos = nowNanos;
        this.nextLookNanos = nowNanos;
    }

    /** Counts, now or as soon as a place is found. */
    void counted(Series series, long count) {
        SmtpMeters meters = metersOrHold(series, count);
        if (meters != null) {
            tell(meters, series, count);
        }
    }

    /** Told where a place is found already; a histogram takes no durations of the past. */
    void timed(Series series, long nanos) {
        SmtpMeters meters = meters();
        if (meters != null) {
            try {
                meters.timed(series, nanos);
            } catch (Throwable failure) {
                slot.failed(failure);
            }
        }
    }

    /** Whether it is time to look, again or for the first time. */
    boolean isDue(long nowNanos) {
        return target == null && nowNanos - nextLookNanos >= 0;
    }

    /** Whether a library is there that may come into use. */
    boolean isWaiting() {
        return target == null && waiting;
    }

    /** Looks for a place; one thread at a time, others go on. */
    void look(@Nullable ClassLoader library, @Nullable ClassLoader sending, long nowNanos) {
        if (target != null || !looking.compareAndSet(false, true)) {
            return;
        }
        try {
            MetersFinding finding = slot.choose(library, sending, nowNanos - sinceNanos);
            waiting = finding == MetersFinding.LATER;
            nextLookNanos = nowNanos + (waiting ? SOON_NANOS : SELDOM_NANOS);
            SmtpMeters meters = finding.meters();
            if (meters != null) {
                settle(meters);
            }
        } catch (Throwable failure) {
            nextLookNanos = nowNanos + SELDOM_NANOS;
            slot.failed(failure);
        } finally {
            looking.set(false);
        }
    }

    /** What was found; null when nothing was, or when it is gone with its application. */
    @Nullable
    SmtpMeters meters() {
        WeakReference<SmtpMeters> found = target;
        return found == null ? null : found.get();
    }

    private void settle(SmtpMeters meters) {
        Map<Series, Long> counts;
        synchronized (held) {
            if (target != null) {
                return;
            }
            counts = new HashMap<>(held);
            held.clear();
            target = new WeakReference<>(meters);
        }
        for (Map.Entry<Series, Long> count : counts.entrySet()) {
            tell(meters, count.getKey(), count.getValue());
        }
    }

    private @Nullable SmtpMeters metersOrHold(Series series, long count) {
        if (target == null) {
            synchronized (held) {
                if (target == null) {
                    held.merge(series, count, Long::sum);
                    return null;
                }
            }
        }
        return meters();
    }

    private void tell(SmtpMeters meters, Series series, long count) {
        try {
            meters.counted(series, count);
        } catch (Throwable failure) {
            slot.failed(failure);
        }
    }
}
