package dev.replywise.event;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets what rides on exceptions ride on another as well in which a framework has put them aside, where stack traces do
 * not show them. Stateless.
 */
final class CollectedNotes {
    private static final int MAX_CAUSES = 100;

    private CollectedNotes() {}

    /**
     * Our own suppressed exceptions only, each of them once, and none that is shown as part of a cause already. After
     * {@link FailureNotes#MAX_LINES} exceptions, how many more there were.
     *
     * @param collected what was put aside, in the order in which it was thrown
     */
    static void rideOn(Throwable collection, @Nullable Throwable[] collected, ExceptionTexts texts) {
        if (FailureNotes.isExplained(collection)) {
            return;
        }
        Set<Throwable> shown = ofCauses(collection);
        int told = 0;
        int more = 0;
        for (Throwable one : collected) {
            for (Throwable suppressed : one == null ? new Throwable[0] : one.getSuppressed()) {
                if (!FailureNotes.isExplanation(suppressed) || !shown.add(suppressed)) {
                    continue;
                }
                if (told < FailureNotes.MAX_LINES) {
                    collection.addSuppressed(suppressed);
                    told++;
                } else {
                    more++;
                }
            }
        }
        if (more > 0) {
            collection.addSuppressed(FailureNotes.explanation(texts.more(more)));
        }
    }

    private static Set<Throwable> ofCauses(Throwable collection) {
        Set<Throwable> ours = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable cause = collection.getCause();
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            for (Throwable suppressed : cause.getSuppressed()) {
                if (FailureNotes.isExplanation(suppressed)) {
                    ours.add(suppressed);
                }
            }
            cause = cause.getCause();
        }
        return ours;
    }
}
