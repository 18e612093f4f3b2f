package dev.replywise.sink.console;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of late, and those of before on which something failed. Busy senders make so many that the interesting
 * ones would be gone before anybody looks, so failing ones have places of their own. Not thread-safe.
 */
final class SessionLog {
    private final int mostFailing;
    private final LinkedHashMap<String, KeptSession> recent;
    private final LinkedHashMap<String, KeptSession> failing;

    SessionLog(int mostRecent, int mostFailing) {
        this.mostFailing = mostFailing;
        this.recent = new LinkedHashMap<String, KeptSession>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, KeptSession> eldest) {
                if (size() <= mostRecent) {
                    return false;
                }
                retire(eldest.getValue());
                return true;
            }
        };
        this.failing = new LinkedHashMap<>(16, 0.75f, true);
    }

    /** The connection of this id, a new one when it is not kept. */
    KeptSession session(String id) {
        KeptSession known = recent.get(id);
        if (known == null) {
            known = failing.get(id);
        }
        if (known == null) {
            known = new KeptSession(id);
            recent.put(id, known);
        }
        return known;
    }

    /** The connection of this id; null when it is not kept. */
    @Nullable
    KeptSession find(String id) {
        // Reading must not change the order: asking for one would push others out.
        for (Map<String, KeptSession> sessions : bothOrders()) {
            for (KeptSession session : sessions.values()) {
                if (session.id().equals(id)) {
                    return session;
                }
            }
        }
        return null;
    }

    /** The latest connection on which this message was sent; null when none is kept. */
    @Nullable
    KeptSession findMessage(String messageId) {
        KeptSession found = null;
        for (Map<String, KeptSession> sessions : bothOrders()) {
            for (KeptSession session : sessions.values()) {
                if (session.hasMessage(messageId)) {
                    found = session;
                }
            }
        }
        return found;
    }

    int size() {
        return recent.size() + failing.size();
    }

    private Iterable<Map<String, KeptSession>> bothOrders() {
        return Arrays.<Map<String, KeptSession>>asList(failing, recent);
    }

    private void retire(KeptSession session) {
        if (session.isFailing()) {
            failing.put(session.id(), session);
            if (failing.size() > mostFailing) {
                failing.remove(failing.keySet().iterator().next());
            }
        }
    }
}
