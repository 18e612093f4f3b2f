package dev.replywise.sink.console;

import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.MessageOutcome;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SessionInfo;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the live page shows, in fixed memory: an event costs the sending thread a few additions and one reference
 * under a lock that nobody holds for long. Nothing is masked, written or rendered here. Thread-safe.
 */
final class ConsoleListener implements SmtpEventListener {
    static final int MOST_FAILURES = 100;
    static final int MOST_RECENT_SESSIONS = 30;
    static final int MOST_FAILING_SESSIONS = 50;
    static final int MOST_CAUSES = 100;
    static final int MOST_DESTINATIONS = 200;

    private static final long MINUTE = 60_000;

    private final LongSupplier clock;
    private final Object lock = new Object();
    private final RateRing minutes;
    private final RateRing hour;
    private final TopKeys causes = new TopKeys(MOST_CAUSES);
    private final TopKeys domains = new TopKeys(MOST_DESTINATIONS);
    private final TopKeys servers = new TopKeys(MOST_DESTINATIONS);
    private final SessionLog sessions = new SessionLog(MOST_RECENT_SESSIONS, MOST_FAILING_SESSIONS);
    private final ArrayDeque<KeptEvent> failures = new ArrayDeque<>();
    private final long[] messages = new long[MessageOutcome.values().length];
    private final long[] replies = new long[ReplyClass.values().length];
    private final DurationTotals messageDurations = new DurationTotals();
    private final DurationTotals replyDurations = new DurationTotals();
    private long connected;
    private long encrypted;
    private long notConnected;
    private long lastId;

    ConsoleListener() {
        this(new SteadyClock());
    }

    /** For tests: the clock tells milliseconds since the epoch and never goes back. */
    ConsoleListener(LongSupplier clock) {
        this.clock = clock;
        long now = clock.getAsLong();
        this.minutes = new RateRing(120, 5_000, now);
        this.hour = new RateRing(60, MINUTE, now);
    }

    @Override
    public void onReply(ReplyEvent event) {
        ReplyClass replyClass = event.classification().replyClass();
        String domain = event.command() == SmtpCommand.RCPT ? domain(event.recipient()) : "";
        long now = clock.getAsLong();
        synchronized (lock) {
            KeptEvent kept = KeptEvent.of(++lastId, event);
            KeptSession session = sessions.session(event.session().id());
            session.add(kept);
            if (event.secondary()) {
                return;
            }
            count(replyClass, now);
            replyDurations.add(event.durationNanos());
            if (replyClass != ReplyClass.POSITIVE) {
                failed(kept, session, event.classification().cause().id(), now);
            }
            if (!domain.isEmpty()) {
                boolean accepted = replyClass == ReplyClass.POSITIVE;
                domains.add(domain, now / MINUTE, 1, accepted ? 0 : 1);
                if (accepted) {
                    session.recipientAccepted(domain);
                }
            }
            bodyAnswered(session, event.command(), replyClass, now);
        }
    }

    @Override
    public void onMessage(MessageEvent event) {
        long now = clock.getAsLong();
        synchronized (lock) {
            KeptSession session = sessions.session(event.session().id());
            session.add(KeptEvent.of(++lastId, event));
            messages[event.outcome().ordinal()]++;
            messageDurations.add(event.durationNanos());
            servers.add(server(event.session()), now / MINUTE, 1, event.outcome() == MessageOutcome.ACCEPTED ? 0 : 1);
            if (event.outcome() != MessageOutcome.ACCEPTED) {
                session.markFailing();
            }
        }
    }

    @Override
    public void onConnection(ConnectionEvent event) {
        long now = clock.getAsLong();
        synchronized (lock) {
            KeptEvent kept = KeptEvent.of(++lastId, event);
            KeptSession session = sessions.session(event.session().id());
            session.add(kept);
            if (event.secondary()) {
                return;
            }
            boolean refused = event.connected() && !event.errorType().isEmpty();
            if (event.connected()) {
                connected++;
                encrypted += event.session().tlsProtocolVersion().isEmpty() ? 0 : 1;
            } else {
                notConnected += event.command() == SmtpCommand.CONNECT ? 1 : 0;
                count(ReplyClass.NONE, now);
                failed(kept, session, event.classification().cause().id(), now);
                bodyAnswered(session, event.command(), ReplyClass.NONE, now);
            }
            // What fails before a message begins is no message event, and yet an attempt to send one.
            if (refused || (!event.connected() && isBeforeMessages(event.command()))) {
                servers.add(server(event.session()), now / MINUTE, 1, 1);
            }
        }
    }

    /** Milliseconds since the epoch; never goes back. */
    long nowMillis() {
        return clock.getAsLong();
    }

    /** Everything that the page shows at a glance, as it is now. */
    Overview overview(int topCauses, int topDestinations) {
        long now = clock.getAsLong();
        long minute = now / MINUTE;
        synchronized (lock) {
            return new Overview(
                    now,
                    messages.clone(),
                    replies.clone(),
                    new long[] {connected, encrypted, notConnected},
                    new Overview.Durations(messageDurations),
                    new Overview.Durations(replyDurations),
                    new Overview.Rates(minutes, now),
                    new Overview.Rates(hour, now),
                    new Overview.Ranking(causes, topCauses, minute),
                    new Overview.Ranking(domains, topDestinations, minute),
                    new Overview.Ranking(servers, topDestinations, minute),
                    newestFirst());
        }
    }

    /** A failing reply or connection that is kept; null when it is not. */
    @Nullable
    KeptEvent failure(long id) {
        synchronized (lock) {
            for (KeptEvent failure : failures) {
                if (failure.id() == id) {
                    return failure;
                }
            }
            return null;
        }
    }

    /** The steps of a connection; null when it is not kept. */
    @Nullable
    Timeline session(String id) {
        synchronized (lock) {
            KeptSession session = sessions.find(id);
            return session == null ? null : new Timeline(session);
        }
    }

    /** The steps of the connection on which a message was sent; null when none is kept. */
    @Nullable
    Timeline message(String messageId) {
        synchronized (lock) {
            KeptSession session = sessions.findMessage(messageId);
            return session == null ? null : new Timeline(session);
        }
    }

    private void count(ReplyClass replyClass, long now) {
        minutes.count(replyClass, now);
        hour.count(replyClass, now);
        replies[replyClass.ordinal()]++;
    }

    private void failed(KeptEvent event, KeptSession session, String causeId, long now) {
        session.markFailing();
        causes.addFailure(causeId, now / MINUTE, event);
        if (failures.size() == MOST_FAILURES) {
            failures.removeFirst();
        }
        failures.addLast(event);
    }

    /** A body that was refused failed for every recipient that RCPT had accepted. */
    private void bodyAnswered(KeptSession session, SmtpCommand command, ReplyClass replyClass, long now) {
        boolean body = command == SmtpCommand.END_OF_DATA || command == SmtpCommand.BDAT;
        boolean refused = replyClass != ReplyClass.POSITIVE && (body || command == SmtpCommand.DATA);
        if (refused) {
            for (String domain : session.takeRecipients()) {
                domains.add(domain, now / MINUTE, 0, 1);
            }
        } else if (command == SmtpCommand.MAIL || command == SmtpCommand.RSET || command == SmtpCommand.END_OF_DATA) {
            session.takeRecipients();
        }
    }

    private List<KeptEvent> newestFirst() {
        List<KeptEvent> newest = new ArrayList<>(failures.size());
        for (Iterator<KeptEvent> i = failures.descendingIterator(); i.hasNext(); ) {
            newest.add(i.next());
        }
        return newest;
    }

    private static boolean isBeforeMessages(SmtpCommand command) {
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

    private static String server(SessionInfo session) {
        String host = session.serverAddress();
        return host.isEmpty() || session.serverPort() <= 0 ? host : host + ":" + session.serverPort();
    }

    private static String domain(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? "" : address.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /** Milliseconds since the epoch that go on evenly when somebody sets the machine's clock. */
    private static final class SteadyClock implements LongSupplier {
        private final long startMillis = System.currentTimeMillis();
        private final long startNanos = System.nanoTime();

        @Override
        public long getAsLong() {
            return startMillis + (System.nanoTime() - startNanos) / 1_000_000;
        }
    }
}
