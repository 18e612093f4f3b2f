package dev.replywise.agent.otel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls, a bounded number of them, until whom they are for is there, and then makes them in their order.
 * Thread-safe.
 *
 * @param <T> whom they are for
 */
final class Handover<T> {
    static final int MOST_HELD = 10_000;

    private final Consumer<Throwable> failures;
    private List<Consumer<T>> held = new ArrayList<>();
    private boolean given;
    private volatile @Nullable T target;

    /** A handover; what held calls throw goes to the consumer. */
    Handover(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    /** Makes a call, now or later. */
    void tell(Consumer<T> call) {
        T there = target;
        if (there == null) {
            synchronized (this) {
                there = target;
                if (there == null) {
                    if (!given && held.size() < MOST_HELD) {
                        held.add(call);
                    }
                    return;
                }
            }
        }
        call.accept(there);
    }

    /** Makes the calls that are held; further ones go straight on. */
    void ready(T there) {
        while (true) {
            List<Consumer<T>> calls;
            synchronized (this) {
                if (held.isEmpty()) {
                    target = there;
                    return;
                }
                // Outside the lock, so that nobody who sends mail waits for all of them.
                calls = held;
                held = new ArrayList<>();
            }
            for (Consumer<T> call : calls) {
                try {
                    call.accept(there);
                } catch (RuntimeException | LinkageError failure) {
                    failures.accept(failure);
                }
            }
        }
    }

    /** Nobody will ever be there. */
    synchronized void giveUp() {
        given = true;
        held = new ArrayList<>();
    }
}
