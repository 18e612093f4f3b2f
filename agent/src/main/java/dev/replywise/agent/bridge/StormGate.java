package dev.replywise.agent.bridge;

import com.google.auto.value.AutoValue;
import dev.replywise.event.EventLevel;
import dev.replywise.reply.ReplyClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Lets at most a number of equal events a minute through and counts the others. Its memory is bounded: kinds of events
 * beyond a limit share one count. Thread-safe.
 */
final class StormGate {
    static final int MAX_KINDS = 1000;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** What makes events equal, and what is told about those held back. */
    @AutoValue
    abstract static class Kind {
        abstract String eventName();

        abstract String code();

        abstract String causeId();

        abstract String server();

        abstract ReplyClass replyClass();

        abstract EventLevel level();

        abstract String loggingFramework();

        static Kind of(
                String eventName,
                String code,
                String causeId,
                String server,
                ReplyClass replyClass,
                EventLevel level,
                String loggingFramework) {
            return new AutoValue_StormGate_Kind(eventName, code, causeId, server, replyClass, level, loggingFramework);
        }
    }

    /** How many of a kind were held back in a minute that is over. */
    @AutoValue
    abstract static class Held {
        abstract Kind kind();

        abstract long count();
    }

    private static final class Window {
        final long startNanos;
        int passed;
        long held;

        Window(long startNanos) {
            this.startNanos = startNanos;
        }
    }

    private static final Kind OTHERS = Kind.of("", "", "_OTHER", "", ReplyClass.NONE, EventLevel.WARN, "");

    private final int limit;
    private final Map<Kind, Window> windows = new HashMap<>();
    private long lastSweepNanos;

    /** A gate; a limit of 0 lets everything through. */
    StormGate(int limit) {
        this.limit = limit;
    }

    /** Whether an event of this kind goes through now. */
    boolean passes(Kind kind, long nowNanos) {
        if (limit == 0) {
            return true;
        }
        synchronized (windows) {
            Kind counted = windows.containsKey(kind) || windows.size() < MAX_KINDS ? kind : OTHERS;
            Window window = windows.get(counted);
            if (window == null) {
                window = new Window(nowNanos);
                windows.put(counted, window);
            }
            if (window.passed < limit) {
                window.passed++;
                return true;
            }
            window.held++;
            return false;
        }
    }

    /** Ends the minutes that are over and returns what was held back in them. */
    List<Held> ended(long nowNanos) {
        if (limit == 0) {
            return Collections.emptyList();
        }
        synchronized (windows) {
            // Once a second is enough, and keeps a storm's events from sweeping a thousand windows each.
            if (windows.isEmpty() || (nowNanos - lastSweepNanos < 1_000_000_000L && windows.size() > 16)) {
                return Collections.emptyList();
            }
            lastSweepNanos = nowNanos;
            List<Held> ended = new ArrayList<>();
            for (Iterator<Map.Entry<Kind, Window>> all = windows.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<Kind, Window> entry = all.next();
                if (nowNanos - entry.getValue().startNanos >= MINUTE_NANOS) {
                    if (entry.getValue().held > 0) {
                        ended.add(new AutoValue_StormGate_Held(entry.getKey(), entry.getValue().held));
                    }
                    all.remove();
                }
            }
            return ended;
        }
    }
}
