package dev.replywise.sink.metrics;

import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.RecipientResult;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.reply.ReplyClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * Translates events into numbers: keeps {@linkplain #totals() totals} and tells any number of {@link SmtpMeters}, which
 * may come and go. Thread-safe.
 *
 * <p>Secondary events, which merely follow a failure, are left out of all metrics.
 */
public final class MetricsListener implements SmtpEventListener {
    private static final ReplyClass[] FAILURES = {ReplyClass.TRANSIENT, ReplyClass.PERMANENT, ReplyClass.NONE};

    private final SeriesTable table;
    private final List<String> labelNames;
    private final MeterTotals totals = new MeterTotals();
    private final Consumer<String> problems;

    /** Counting in the totals takes the read side: whoever joins gets each count either replayed or told, never both. */
    private final ReadWriteLock joining = new ReentrantReadWriteLock();

    private volatile List<SmtpMeters> meters = Collections.emptyList();
    private volatile boolean started;

    /**
     * A listener without meters.
     *
     * @param labelNames names of event labels that counters carry; empty for none
     * @param problems where a failing meter is reported, in one line
     */
    public MetricsListener(Collection<String> labelNames, Consumer<String> problems) {
        this.labelNames = Collections.unmodifiableList(new ArrayList<>(new LinkedHashSet<>(labelNames)));
        this.table = new SeriesTable(this.labelNames);
        this.problems = problems;
    }

    /** The names of labels whose values follow those of the attributes in {@link Series#values()}. */
    public List<String> labelNames() {
        return labelNames;
    }

    /** The numbers so far. */
    public MeterTotals totals() {
        return totals;
    }

    /**
     * Tells these meters from now on, beginning with what counters have reached; durations that have passed are not told
     * again.
     */
    public void addMeters(SmtpMeters added) {
        List<Series> series = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        joining.writeLock().lock();
        try {
            totals.counters((counter, count) -> {
                series.add(counter);
                counts.add(count);
            });
            List<SmtpMeters> more = new ArrayList<>(meters);
            more.add(added);
            meters = more;
        } finally {
            joining.writeLock().unlock();
        }
        for (int i = 0; i < series.size(); i++) {
            tellCount(added, series.get(i), counts.get(i));
        }
    }

    /** Tells these meters no more and closes them. */
    public void removeMeters(SmtpMeters removed) {
        joining.writeLock().lock();
        try {
            List<SmtpMeters> fewer = new ArrayList<>(meters);
            fewer.remove(removed);
            meters = fewer;
        } finally {
            joining.writeLock().unlock();
        }
        try {
            removed.close();
        } catch (Throwable failure) {
            failed(removed, failure);
        }
    }

    @Override
    public void onReply(ReplyEvent event) {
        begin();
        if (event.secondary()) {
            return;
        }
        ReplyClass replyClass = event.classification().replyClass();
        count(
                table.reply(
                        event.command(),
                        event.reply().code().value(),
                        replyClass,
                        event.classification().cause().id(),
                        event.session().serverAddress(),
                        event.labels()),
                1);
        if (event.durationNanos() >= 0) {
            time(table.commandDuration(event.command(), replyClass), event.durationNanos());
        }
        if (replyClass != ReplyClass.POSITIVE) {
            count(table.failures(replyClass), 1);
        }
    }

    @Override
    public void onMessage(MessageEvent event) {
        begin();
        String server = event.session().serverAddress();
        Map<String, String> labels = event.labels();
        count(table.message(event.outcome(), server, labels), 1);
        if (event.durationNanos() >= 0) {
            time(table.messageDuration(event.outcome(), server), event.durationNanos());
        }
        for (RecipientResult result : event.recipientResults()) {
            count(table.recipients(result.replyClass(), result.causeId(), server, labels), result.count());
        }
    }

    @Override
    public void onConnection(ConnectionEvent event) {
        begin();
        if (event.secondary()) {
            return;
        }
        String errorType = event.connected() || !event.errorType().isEmpty() ? event.errorType() : SmtpMetric.OTHER;
        count(
                table.connection(
                        event.session().serverAddress(),
                        event.session().tlsProtocolVersion(),
                        errorType,
                        event.labels()),
                1);
        if (!event.connected()) {
            count(table.failures(ReplyClass.NONE), 1);
        }
    }

    /**
     * Puts the failures there with the value 0, at the latest with the first event: a series that begins at 1 hides its
     * first failure from rates.
     */
    public void begin() {
        if (started) {
            return;
        }
        synchronized (this) {
            if (!started) {
                for (ReplyClass failure : FAILURES) {
                    count(table.failures(failure), 0);
                }
                started = true;
            }
        }
    }

    private void count(Series series, long count) {
        List<SmtpMeters> told;
        joining.readLock().lock();
        try {
            totals.count(series, count);
            told = meters;
        } finally {
            joining.readLock().unlock();
        }
        for (int i = 0; i < told.size(); i++) {
            tellCount(told.get(i), series, count);
        }
    }

    private void time(Series series, long nanos) {
        totals.time(series, nanos);
        List<SmtpMeters> told = meters;
        for (int i = 0; i < told.size(); i++) {
            try {
                told.get(i).timed(series, nanos);
            } catch (Throwable failure) {
                failed(told.get(i), failure);
            }
        }
    }

    private void tellCount(SmtpMeters told, Series series, long count) {
        try {
            told.counted(series, count);
        } catch (Throwable failure) {
            failed(told, failure);
        }
    }

    private void failed(SmtpMeters meters, Throwable failure) {
        problems.accept("metrics are lost: " + meters.getClass().getSimpleName() + " threw " + failure);
    }
}
