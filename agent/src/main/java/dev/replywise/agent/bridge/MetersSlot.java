package dev.replywise.agent.bridge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One wish of the option {@code metrics}, and the candidates of which the first that is ready fulfils it. Thread-safe. */
final class MetersSlot {
    /** How long an application's own library that is there may take to come into use. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<MetersCandidate> candidates;
    private final boolean named;
    private final Consumer<String> notices;
    private final Set<String> found = Collections.synchronizedSet(new TreeSet<String>());

    private MetersSlot(List<MetersCandidate> candidates, boolean named, Consumer<String> notices) {
        this.candidates = candidates;
        this.named = named;
        this.notices = notices;
    }

    /**
     * The slots that are wanted: for {@code auto} one that takes the first candidate there is, else one for each name.
     *
     * @param wanted the values of the option {@code metrics}; those that no candidate has are others' affair
     */
    static List<MetersSlot> of(Collection<String> wanted, List<MetersCandidate> candidates, Consumer<String> notices) {
        if (wanted.contains("auto")) {
            return Collections.singletonList(new MetersSlot(candidates, false, notices));
        }
        List<MetersSlot> slots = new ArrayList<>();
        for (MetersCandidate candidate : candidates) {
            if (wanted.contains(candidate.name())) {
                slots.add(new MetersSlot(Collections.singletonList(candidate), true, notices));
            }
        }
        return slots;
    }

    /**
     * Where mail that these loaders send is counted.
     *
     * @param ageNanos since when its place is looked for
     */
    MetersFinding choose(@Nullable ClassLoader library, @Nullable ClassLoader sending, long ageNanos) {
        boolean later = false;
        MetersFinding inMemory = MetersFinding.ABSENT;
        String inMemoryName = "";
        for (MetersCandidate candidate : candidates) {
            if (candidate.isLastResort() && later && inMemory.meters() == null && ageNanos < PATIENCE_NANOS) {
                return MetersFinding.LATER;
            }
            MetersFinding finding = look(candidate, library, sending);
            if (finding.isInMemory() && inMemory.meters() == null) {
                inMemory = finding;
                inMemoryName = candidate.name();
            } else if (finding.meters() != null) {
                found.add(candidate.name());
                return finding;
            }
            later |= finding == MetersFinding.LATER;
        }
        if (inMemory.meters() != null) {
            found.add(inMemoryName);
            return inMemory;
        }
        if (named && found.isEmpty() && (!later || ageNanos >= PATIENCE_NANOS)) {
            MetersCandidate candidate = candidates.get(0);
            notices.accept("metrics=" + candidate.name() + ", but " + candidate.absence() + "; looking on");
        }
        return later ? MetersFinding.LATER : MetersFinding.ABSENT;
    }

    /** The names of the candidates that were found so far. */
    List<String> found() {
        synchronized (found) {
            return new ArrayList<>(found);
        }
    }

    /** A call that failed: said in one line. */
    void failed(Throwable failure) {
        notices.accept("metrics are lost: " + String.join("+", found()) + " threw " + failure);
    }

    private static MetersFinding look(
            MetersCandidate candidate, @Nullable ClassLoader library, @Nullable ClassLoader sending) {
        MetersFinding ofLibrary = candidate.look(library);
        if (ofLibrary.meters() != null || sending == library) {
            return ofLibrary;
        }
        MetersFinding ofThread = candidate.look(sending);
        return ofThread == MetersFinding.ABSENT ? ofLibrary : ofThread;
    }
}
