package dev.replywise.sink.alert;

import dev.replywise.catalog.Cause;
import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.EventRecord;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.MessageOutcome;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SmtpEvent;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches for the conditions of {@code docs/alerts} within one JVM and reports one {@code smtp.client.alert} when one
 * begins and one when it ends. Its memory is fixed, whatever servers and recipients there are. Thread-safe.
 *
 * <p>Events only count; somebody has to call {@link #look} every few seconds, from the first attempt to send on. Mails that
 * a logging framework's appender sends are not watched: an alert about them would be logged there and mailed in turn.
 */
public final class AlertWatch implements SmtpEventListener {
    private static final int WINDOW = 15;
    private static final int RECENT = 5;
    private static final int SLOW_WINDOW = 360;
    private static final int MOST_CAUSES = 200;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long DAY_MILLIS = 24 * 60 * 60_000L;

    /** Longer than any window: an alert ends by time as well. */
    private static final int FORGOTTEN_AFTER = SLOW_WINDOW + WINDOW;

    private final AlertRecords records;
    private final Consumer<EventRecord> log;
    private final Consumer<Runnable> clock;
    private final LongSupplier nanoClock;
    private final LongSupplier wallClock;
    private final AtomicBoolean attempted = new AtomicBoolean();

    private final Ledger fine = new Ledger(1, WINDOW, 256);
    private final Ledger coarse = new Ledger(WINDOW, SLOW_WINDOW / WINDOW + 1, 64);
    private final RefusedAddresses addresses = new RefusedAddresses(WINDOW);
    private final Map<String, Cause> causes = new HashMap<>();
    private final List<AlertState> states = new ArrayList<>();
    private final History history;
    private final long firstNanos;
    private long lastFailure = Long.MIN_VALUE / 2;
    private History.@Nullable BaseLine usualAtBegin;

    /**
     * A watch.
     *
     * @param language of the sentences and the advice
     * @param log takes the events; called by {@link #look} only, without a lock held
     * @param clock is given {@link #look} once, on the sending thread, when there is something to look at
     */
    public AlertWatch(String language, Consumer<EventRecord> log, Consumer<Runnable> clock) {
        this(language, log, clock, System::nanoTime, System::currentTimeMillis);
    }

    AlertWatch(
            String language,
            Consumer<EventRecord> log,
            Consumer<Runnable> clock,
            LongSupplier nanoClock,
            LongSupplier wallClock) {
        this.records = new AlertRecords(language, causes::get);
        this.log = log;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
        this.firstNanos = nanoClock.getAsLong();
        this.history = new History(0);
        for (AlertKind kind : AlertKind.values()) {
            states.add(new AlertState(kind));
        }
    }

    @Override
    public void onReply(ReplyEvent event) {
        ReplyClass replyClass = event.classification().replyClass();
        if (replyClass == ReplyClass.POSITIVE || event.secondary() || isOfLogging(event)) {
            return;
        }
        Cause cause = event.classification().cause();
        boolean address = event.command() == SmtpCommand.RCPT && Causes.ADDRESSES.contains(cause.id());
        boolean attempt = endsAttempt(event.command(), replyClass);
        begin();
        synchronized (this) {
            Entry entry = entry(event, cause);
            if (attempt) {
                entry.attempt(true);
            }
            if (address && !addresses.isNew(event.recipient(), entry.minute)) {
                return;
            }
            entry.failure();
            entry.count(Count.REFUSALS);
            if (address) {
                entry.count(Count.ADDRESSES);
            }
            if (replyClass == ReplyClass.PERMANENT) {
                entry.count(Count.PERMANENT);
                history.add(entry.minute, 1, 0);
            } else if (replyClass == ReplyClass.TRANSIENT && !cause.id().equals(Causes.GREYLISTED)) {
                entry.count(Count.TRANSIENT);
            }
            if (event.command() == SmtpCommand.AUTH) {
                entry.count(Count.LOGIN);
            } else {
                entry.login();
            }
            entry.tls();
            if (Causes.BLOCKLIST.contains(cause.id())) {
                entry.count(Count.BLOCKLIST);
            }
        }
    }

    @Override
    public void onMessage(MessageEvent event) {
        if (isOfLogging(event)) {
            return;
        }
        MessageOutcome outcome = event.outcome();
        boolean accepted = outcome == MessageOutcome.ACCEPTED || outcome == MessageOutcome.PARTIAL;
        boolean beyondAddresses = !event.deciding().isPresent()
                || !Causes.ADDRESSES.contains(event.deciding().get().cause().id());
        begin();
        synchronized (this) {
            Entry entry = entry(event, null);
            entry.count(Count.MESSAGES);
            entry.attempt(accepted || beyondAddresses);
            if (accepted) {
                entry.count(Count.ACCEPTED);
            } else {
                lastFailure = entry.minute;
            }
            if (outcome == MessageOutcome.UNKNOWN) {
                Cause cause =
                        event.deciding().isPresent() ? event.deciding().get().cause() : null;
                entry(event, cause).count(Count.UNKNOWN);
            }
        }
    }

    @Override
    public void onConnection(ConnectionEvent event) {
        if (event.connected() || event.secondary() || isOfLogging(event)) {
            return;
        }
        begin();
        synchronized (this) {
            Entry entry = entry(event, event.classification().cause());
            if (isBeforeMessage(event.command())) {
                entry.attempt(true);
            }
            entry.failure();
            if (event.command() == SmtpCommand.AUTH) {
                entry.login();
            }
            entry.tls();
        }
    }

    /** Looks whether an alert begins or ends now, and reports it. Cheap where nothing failed for hours. */
    public void look() {
        for (EventRecord event : changes()) {
            log.accept(event);
        }
    }

    private synchronized List<EventRecord> changes() {
        long nowNanos = nanoClock.getAsLong() - firstNanos;
        long minute = minute(nowNanos);
        List<EventRecord> changes = new ArrayList<>(0);
        if (minute - lastFailure > FORGOTTEN_AFTER && states.stream().allMatch(AlertState::isQuiet)) {
            return changes;
        }
        long nowMillis = nowNanos / 1_000_000;
        Situation now = situation(minute);
        for (AlertState state : states) {
            AlertKind kind = state.kind();
            switch (state.update(nowMillis, find(state, now, nowMillis))) {
                case BEGIN:
                    usualAtBegin = kind == AlertKind.PERMANENT_SPIKE ? now.usual : usualAtBegin;
                    changes.add(records.begin(kind, subject(state), now, wallClock.getAsLong()));
                    break;
                case END:
                    long lasted = nowMillis - state.begunMillis();
                    changes.add(records.end(kind, subject(state), now, lasted, wallClock.getAsLong()));
                    state.forget();
                    break;
                default:
                    break;
            }
        }
        return changes;
    }

    private static Subject subject(AlertState state) {
        Subject subject = state.lasting();
        return subject == null ? Subject.ALL : subject;
    }

    private Situation situation(long minute) {
        return new Situation(
                fine.last(minute, WINDOW),
                fine.last(minute, RECENT),
                coarse.last(minute, SLOW_WINDOW),
                history.baseLine(minute, WINDOW));
    }

    private Optional<Subject> find(AlertState state, Situation now, long nowMillis) {
        if (state.kind() == AlertKind.SILENCE_LONG && state.lasting() == null && isSilent()) {
            // Told already.
            return Optional.empty();
        }
        return Conditions.find(state.kind(), seenFrom(state, now, nowMillis), state.lasting());
    }

    private boolean isSilent() {
        return states.get(AlertKind.SILENCE.ordinal()).lasting() != null;
    }

    /**
     * An incident must not become its own base line: for a day, a spike that lasts is measured by what was usual before.
     */
    private Situation seenFrom(AlertState state, Situation now, long nowMillis) {
        History.BaseLine before = usualAtBegin;
        boolean spike = state.kind() == AlertKind.PERMANENT_SPIKE && state.lasting() != null;
        return spike && before != null && nowMillis - state.begunMillis() < DAY_MILLIS
                ? new Situation(now.fine, now.recent, now.slow, before)
                : now;
    }

    /** What is kept, for tests of its bounds. */
    synchronized int size() {
        return fine.size() + coarse.size() + causes.size();
    }

    private void begin() {
        if (!attempted.get() && attempted.compareAndSet(false, true)) {
            clock.accept(this::look);
        }
    }

    private static boolean isOfLogging(SmtpEvent event) {
        return !event.session().loggingFramework().isEmpty();
    }

    /** Whether a refusal ended what was no message yet; an EHLO that is refused for good is followed by HELO. */
    private static boolean endsAttempt(SmtpCommand command, ReplyClass replyClass) {
        return command == SmtpCommand.EHLO ? replyClass == ReplyClass.TRANSIENT : isBeforeMessage(command);
    }

    private static boolean isBeforeMessage(SmtpCommand command) {
        switch (command) {
            case CONNECT:
            case EHLO:
            case HELO:
            case STARTTLS:
            case AUTH:
                return true;
            default:
                return false;
        }
    }

    private static long minute(long nanos) {
        return nanos / MINUTE_NANOS;
    }

    private Entry entry(SmtpEvent event, @Nullable Cause cause) {
        if (cause != null && causes.size() < MOST_CAUSES) {
            causes.putIfAbsent(cause.id(), cause);
        }
        return new Entry(
                minute(nanoClock.getAsLong() - firstNanos),
                event.session().serverAddress().toLowerCase(Locale.ROOT),
                cause == null ? "" : cause.id());
    }

    /** Where one event is counted. */
    private final class Entry {
        private final long minute;
        private final String server;
        private final String cause;

        Entry(long minute, String server, String cause) {
            this.minute = minute;
            this.server = server;
            this.cause = cause;
        }

        void count(Count count) {
            fine.add(minute, server, cause, count, 1);
            coarse.add(minute, server, cause, count, 1);
        }

        void attempt(boolean beyondAddresses) {
            Entry attempts = new Entry(minute, server, "");
            attempts.count(Count.ATTEMPTS);
            if (beyondAddresses) {
                attempts.count(Count.BEYOND_ADDRESSES);
            }
            history.add(minute, 0, 1);
        }

        void failure() {
            lastFailure = minute;
            count(Count.FAILURES);
        }

        void login() {
            if (Causes.LOGIN.contains(cause)) {
                count(Count.LOGIN);
            }
        }

        void tls() {
            if (Causes.TLS.contains(cause)) {
                count(Count.TLS);
            }
        }
    }
}
