package dev.replywise.agent.bridge;

import dev.replywise.agent.otel.OtelTelemetry;
import dev.replywise.sink.metrics.Series;
import dev.replywise.sink.metrics.SmtpMeters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the numbers into the metrics library of the application that sends: each count to one place for each wish of
 * the option {@code metrics}, and there once.
 *
 * <p>Who sends is told by two class loaders, the mail library's and the sending thread's. Several applications in one
 * JVM, each with a registry of its own, each count their own mail. While a sender's place is not found, its counts are
 * held, and the place is looked for with events and, where a library is there that is not in use yet, by a daemon thread
 * that ends when nothing is waited for. Thread-safe; never throws. Class loaders are held weakly.
 */
public final class MetersBridge implements SmtpMeters {
    /** Senders that are told apart; further ones count together, wherever the first of them leads. */
    private static final int MOST_SENDERS = 100;

    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private final List<MetersSlot> slots;
    private final Supplier<? extends @Nullable ClassLoader> library;
    private final Consumer<Runnable> background;
    private final LongSupplier nanoClock;
    private final Map<@Nullable ClassLoader, Map<@Nullable ClassLoader, List<MetersRoute>>> routes =
            new WeakHashMap<>();

    /** Series that are to appear before they count anything. */
    private final CopyOnWriteArrayList<Series> announced = new CopyOnWriteArrayList<>();

    private boolean lookingOn;
    private volatile boolean closed;

    MetersBridge(
            List<MetersSlot> slots,
            Supplier<? extends @Nullable ClassLoader> library,
            Consumer<Runnable> background,
            LongSupplier nanoClock) {
        this.slots = slots;
        this.library = library;
        this.background = background;
        this.nanoClock = nanoClock;
    }

    /**
     * A bridge by the options.
     *
     * @param wanted the values of the option {@code metrics}
     * @param labelNames names of the event labels that counters carry
     * @param library the class loader of the mail library that is reporting on this thread; null when not known
     * @param notices told, in one line without the product's name in front, what is not there or went wrong
     * @param background runs a task on a daemon thread; used only after the first mail
     * @param telemetry knows the OpenTelemetry SDKs
     */
    public static MetersBridge create(
            Collection<String> wanted,
            List<String> labelNames,
            Supplier<? extends @Nullable ClassLoader> library,
            Consumer<String> notices,
            Consumer<Runnable> background,
            OtelTelemetry telemetry) {
        return new MetersBridge(
                MetersSlot.of(wanted, MetersCandidates.all(labelNames, telemetry), notices),
                library,
                background,
                System::nanoTime);
    }

    /** Whether the option asks for anything that this brings numbers to. */
    public boolean isWanted() {
        return !slots.isEmpty();
    }

    /** The names of the libraries that were found so far. */
    public List<String> found() {
        Set<String> names = new TreeSet<>();
        for (MetersSlot slot : slots) {
            names.addAll(slot.found());
        }
        return new ArrayList<>(names);
    }

    @Override
    public void counted(Series series, long count) {
        if (count == 0) {
            announced.addIfAbsent(series);
            if (library.get() == null) {
                // Nobody sends on this thread: the first sender is told. To look here would wake the application's
                // metrics library, and its logging with it, beside an application that is just starting.
                return;
            }
        }
        for (MetersRoute route : sender()) {
            route.counted(series, count);
        }
    }

    @Override
    public void timed(Series series, long nanos) {
        for (MetersRoute route : sender()) {
            route.timed(series, nanos);
        }
    }

    /** Ends looking, and closes what was found. */
    @Override
    public void close() {
        Set<SmtpMeters> found = Collections.newSetFromMap(new IdentityHashMap<>());
        synchronized (routes) {
            closed = true;
            routes.notifyAll();
            for (Map<@Nullable ClassLoader, List<MetersRoute>> ofLibrary : routes.values()) {
                for (List<MetersRoute> ofSender : ofLibrary.values()) {
                    for (MetersRoute route : ofSender) {
                        SmtpMeters meters = route.meters();
                        if (meters != null) {
                            found.add(meters);
                        }
                    }
                }
            }
            routes.clear();
        }
        for (SmtpMeters meters : found) {
            try {
                meters.close();
            } catch (RuntimeException | LinkageError alreadyGone) {
                // Nothing is left to end.
            }
        }
    }

    private List<MetersRoute> sender() {
        if (closed) {
            return Collections.emptyList();
        }
        ClassLoader ofLibrary = library.get();
        ClassLoader sending = Thread.currentThread().getContextClassLoader();
        List<MetersRoute> found = routes(ofLibrary, sending);
        long now = nanoClock.getAsLong();
        for (int i = 0; i < found.size(); i++) {
            MetersRoute route = found.get(i);
            if (route.isDue(now)) {
                route.look(ofLibrary, sending, now);
                if (route.isWaiting()) {
                    lookOn();
                }
            }
        }
        return found;
    }

    private List<MetersRoute> routes(@Nullable ClassLoader ofLibrary, @Nullable ClassLoader sending) {
        List<MetersRoute> made = new ArrayList<>(slots.size());
        synchronized (routes) {
            List<MetersRoute> known = known(ofLibrary, sending);
            boolean full = known == null && senders() >= MOST_SENDERS;
            if (full) {
                known = known(null, null);
            }
            if (known != null) {
                return known;
            }
            for (MetersSlot slot : slots) {
                made.add(new MetersRoute(slot, nanoClock.getAsLong()));
            }
            routes.computeIfAbsent(full ? null : ofLibrary, unused -> new WeakHashMap<>())
                    .put(full ? null : sending, made);
        }
        for (MetersRoute route : made) {
            for (Series series : announced) {
                route.counted(series, 0);
            }
        }
        return made;
    }

    private @Nullable List<MetersRoute> known(@Nullable ClassLoader ofLibrary, @Nullable ClassLoader sending) {
        Map<@Nullable ClassLoader, List<MetersRoute>> bySending = routes.get(ofLibrary);
        return bySending == null ? null : bySending.get(sending);
    }

    private int senders() {
        int senders = 0;
        for (Map<@Nullable ClassLoader, List<MetersRoute>> bySending : routes.values()) {
            senders += bySending.size();
        }
        return senders;
    }

    private void lookOn() {
        synchronized (routes) {
            if (lookingOn || closed) {
                return;
            }
            lookingOn = true;
        }
        background.accept(this::lookUntilFound);
    }

    private void lookUntilFound() {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                synchronized (routes) {
                    routes.wait(pause);
                    if (closed) {
                        return;
                    }
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!lookAgain()) {
                return;
            }
            pause = Math.min(pause * 3 / 2, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Looks for all that is waited for; false when nothing is left. */
    boolean lookAgain() {
        // Loaders are held by this call only.
        List<Runnable> looks = new ArrayList<>();
        synchronized (routes) {
            for (Map.Entry<@Nullable ClassLoader, Map<@Nullable ClassLoader, List<MetersRoute>>> ofLibrary :
                    routes.entrySet()) {
                for (Map.Entry<@Nullable ClassLoader, List<MetersRoute>> ofSender :
                        ofLibrary.getValue().entrySet()) {
                    ClassLoader mailLibrary = ofLibrary.getKey();
                    ClassLoader sending = ofSender.getKey();
                    for (MetersRoute route : ofSender.getValue()) {
                        if (route.isWaiting()) {
                            looks.add(() -> route.look(mailLibrary, sending, nanoClock.getAsLong()));
                        }
                    }
                }
            }
        }
        for (Runnable look : looks) {
            look.run();
        }
        synchronized (routes) {
            lookingOn = false;
            for (Map<@Nullable ClassLoader, List<MetersRoute>> ofLibrary : routes.values()) {
                for (List<MetersRoute> ofSender : ofLibrary.values()) {
                    for (MetersRoute route : ofSender) {
                        lookingOn |= route.isWaiting();
                    }
                }
            }
            return lookingOn;
        }
    }
}
