package dev.replywise.sink.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What happened on one connection, in order: its beginning and its latest steps; of a long one, the steps between are
 * only counted. Not thread-safe.
 */
final class KeptSession {
    /** Greeting, EHLO, STARTTLS and AUTH, whose replies explain much of what follows. */
    static final int FIRST = 8;

    static final int LATEST = 24;

    /** Recipients of one message that are remembered until the reply to its body. */
    static final int MOST_RECIPIENTS = 100;

    private final String id;
    private final List<KeptEvent> first = new ArrayList<>(FIRST);
    private final ArrayDeque<KeptEvent> latest = new ArrayDeque<>();
    private final List<String> acceptedDomains = new ArrayList<>(1);
    private long leftOut;
    private boolean failing;

    KeptSession(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    void add(KeptEvent event) {
        if (first.size() < FIRST) {
            first.add(event);
            return;
        }
        if (latest.size() == LATEST) {
            latest.removeFirst();
            leftOut++;
        }
        latest.addLast(event);
    }

    /** Something was refused, or did not come. */
    void markFailing() {
        failing = true;
    }

    boolean isFailing() {
        return failing;
    }

    /** The domain of a recipient whose RCPT was accepted. */
    void recipientAccepted(String domain) {
        if (acceptedDomains.size() < MOST_RECIPIENTS) {
            acceptedDomains.add(domain);
        }
    }

    /** The domains of the recipients that wait for the reply to the body; then none do. */
    List<String> takeRecipients() {
        if (acceptedDomains.isEmpty()) {
            return Collections.emptyList();
        }
        List<String> taken = new ArrayList<>(acceptedDomains);
        acceptedDomains.clear();
        return taken;
    }

    /** All steps that are kept, in order. */
    List<KeptEvent> steps() {
        List<KeptEvent> steps = new ArrayList<>(first);
        steps.addAll(latest);
        return steps;
    }

    /** How many of the steps stand before those that were left out. */
    int stepsBeforeGap() {
        return first.size();
    }

    /** How many steps were left out. */
    long leftOut() {
        return leftOut;
    }

    boolean hasMessage(String messageId) {
        return hasMessage(first, messageId) || hasMessage(latest, messageId);
    }

    private static boolean hasMessage(Iterable<KeptEvent> events, String messageId) {
        for (KeptEvent event : events) {
            if (event.messageId().equals(messageId)) {
                return true;
            }
        }
        return false;
    }
}
