package dev.replywise.agent.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.agent.otel.OtelTelemetry;
import dev.replywise.event.EventFormat;
import dev.replywise.event.EventLevel;
import dev.replywise.sink.metrics.MetricsListener;
import dev.replywise.sink.metrics.Series;
import dev.replywise.sink.metrics.SmtpMeters;
import dev.replywise.sink.metrics.SmtpMetric;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetersBridgeTest {
    private static final String REFUSED = "550 5.1.1 No such user";
    private static final String REPLIES = "smtp.client.replies 550 mx.example.org mailbox-unknown RCPT permanent 550";

    private final List<String> notices = new ArrayList<>();
    private final List<Runnable> background = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final @Nullable ClassLoader contextBefore = Thread.currentThread().getContextClassLoader();
    private @Nullable ClassLoader library = Application.empty();

    @BeforeEach
    void send() {
        Thread.currentThread().setContextClassLoader(Application.empty());
    }

    @AfterEach
    void leave() {
        Thread.currentThread().setContextClassLoader(contextBefore);
    }

    private MetersBridge bridge(List<String> wanted, List<MetersCandidate> candidates) {
        return new MetersBridge(
                MetersSlot.of(wanted, candidates, notices::add), () -> library, background::add, nanos::get);
    }

    private MetricsListener listener(MetersBridge bridge) {
        MetricsListener listener = new MetricsListener(List.of(), notices::add);
        listener.addMeters(bridge);
        return listener;
    }

    private MetricsListener listener(String... wanted) {
        return listener(bridge(List.of(wanted), MetersCandidates.all(List.of(), noSdk())));
    }

    private static void refuse(MetricsListener listener) {
        listener.onReply(Events.rcpt(REFUSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1.9", "1.13", "1.17"})
    void everyVersionOfMicrometer(String version) throws Exception {
        try (MicrometerApp app = new MicrometerApp(version)) {
            Object registry = app.addRegistry();
            library = app.loader();
            MetricsListener listener = listener("auto");

            refuse(listener);
            refuse(listener);
            listener.onReply(Events.rcpt("250 2.1.5 Ok", 20_000_000));

            assertThat(app.counters(registry))
                    .containsOnly(
                            Map.entry(REPLIES, 2.0),
                            Map.entry("smtp.client.replies  mx.example.org ok RCPT positive 250", 1.0),
                            Map.entry("smtp.client.failures permanent", 2.0),
                            Map.entry("smtp.client.failures transient", 0.0),
                            Map.entry("smtp.client.failures none", 0.0));
            assertThat(app.buckets(registry, "smtp.client.command.duration"))
                    .startsWith(SmtpMetric.DURATION_BOUNDS.toArray(new Double[0]));
            assertThat(notices).isEmpty();
            assertThat(background).isEmpty();
        }
    }

    @Test
    void nothingIsWokenInTheApplicationBeforeSomebodySends() throws Exception {
        try (MicrometerApp app = new MicrometerApp("1.17")) {
            Object registry = app.addRegistry();
            library = null;
            Thread.currentThread().setContextClassLoader(app.loader());
            MetricsListener listener = listener("auto");
            listener.begin();
            assertThat(app.counters(registry)).isEmpty();

            library = app.loader();
            refuse(listener);
            assertThat(app.counters(registry))
                    .containsEntry("smtp.client.failures permanent", 1.0)
                    .containsEntry("smtp.client.failures transient", 0.0);
        }
    }

    @Test
    void aRegistryThatComesLaterGetsWhatWasCountedBeforeOnce() throws Exception {
        try (MicrometerApp app = new MicrometerApp("1.17")) {
            library = app.loader();
            MetersBridge bridge = bridge(List.of("auto"), MetersCandidates.all(List.of(), noSdk()));
            MetricsListener listener = listener(bridge);
            refuse(listener);
            assertThat(background).as("looks on without further mail").hasSize(1);
            assertThat(bridge.lookAgain()).isTrue();

            Object registry = app.addRegistry();
            assertThat(bridge.lookAgain()).as("nothing is left to look for").isFalse();

            assertThat(app.counters(registry)).containsEntry(REPLIES, 1.0);
            refuse(listener);
            assertThat(app.counters(registry))
                    .containsEntry(REPLIES, 2.0)
                    .containsEntry("smtp.client.failures permanent", 2.0)
                    .containsEntry("smtp.client.failures none", 0.0);
            assertThat(bridge.found()).containsExactly("micrometer");
            assertThat(notices).isEmpty();
        }
    }

    @Test
    void theNextMailLooksAgainToo() throws Exception {
        try (MicrometerApp app = new MicrometerApp("1.17")) {
            library = app.loader();
            MetricsListener listener = listener("auto");
            refuse(listener);
            Object registry = app.addRegistry();

            nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
            refuse(listener);

            assertThat(app.counters(registry)).containsEntry(REPLIES, 2.0);
        }
    }

    @Test
    void eachApplicationCountsItsOwnMail() throws Exception {
        try (MicrometerApp one = new MicrometerApp("1.9");
                MicrometerApp other = new MicrometerApp("1.17")) {
            Object ofOne = one.addRegistry();
            Object ofOther = other.addRegistry();
            MetricsListener listener = listener("auto");

            library = one.loader();
            refuse(listener);
            library = other.loader();
            refuse(listener);
            refuse(listener);

            assertThat(one.counters(ofOne))
                    .containsEntry(REPLIES, 1.0)
                    .containsEntry("smtp.client.failures transient", 0.0);
            assertThat(other.counters(ofOther))
                    .containsEntry(REPLIES, 2.0)
                    .containsEntry("smtp.client.failures transient", 0.0);
        }
    }

    @Test
    void aSharedMailLibraryIsFollowedByTheThread() throws Exception {
        try (MicrometerApp app = new MicrometerApp("1.17")) {
            Object registry = app.addRegistry();
            MetricsListener listener = listener("auto");
            Thread.currentThread().setContextClassLoader(app.loader());
            refuse(listener);
            // Another way to the same registry.
            Thread.currentThread().setContextClassLoader(new URLClassLoader(new java.net.URL[0], app.loader()));
            refuse(listener);

            assertThat(app.counters(registry)).containsEntry(REPLIES, 2.0);
        }
    }

    @Test
    void withNothingThereItIsSilent() {
        refuse(listener("auto"));

        assertThat(notices).isEmpty();
        assertThat(background).isEmpty();
    }

    @Test
    void whatWasAskedForAndIsNotThereIsSaidOnceAndLookedForOn() throws Exception {
        try (MicrometerApp app = new MicrometerApp("1.17")) {
            MetricsListener listener = listener("jmx", "micrometer");
            refuse(listener);
            assertThat(notices).hasSize(1).allMatch(line -> line.startsWith("metrics=micrometer, but "));

            Object registry = app.addRegistry();
            library = app.loader();
            refuse(listener);

            assertThat(app.counters(registry)).containsEntry(REPLIES, 1.0);
            assertThat(notices).hasSize(1);
        }
    }

    @Test
    void whatIsThereAndNotInUseIsGivenTimeBeforeItIsMissed() throws Exception {
        try (MicrometerApp app = new MicrometerApp("1.17")) {
            library = app.loader();
            MetricsListener listener = listener("micrometer");
            refuse(listener);
            assertThat(notices).isEmpty();

            nanos.addAndGet(MetersSlot.PATIENCE_NANOS);
            refuse(listener);

            assertThat(notices).hasSize(1);
        }
    }

    @Test
    void autoTakesTheFirstThatIsReady() {
        Place first = new Place("first");
        Place second = new Place("second");
        first.finding = MetersFinding.LATER;
        MetricsListener listener = listener(bridge(List.of("auto"), List.of(first, second)));

        refuse(listener);
        first.finding = MetersFinding.ready(first);
        nanos.addAndGet(MetersSlot.PATIENCE_NANOS);
        refuse(listener);

        assertThat(first.counts).as("it stays with what it has").isEmpty();
        assertThat(second.counts).containsEntry("smtp.client.failures[permanent]", 2L);
    }

    @Test
    void theLastResortWaitsForALibraryThatIsThere() {
        Place library = new Place("library");
        Place exporter = new Place("exporter");
        library.finding = MetersFinding.LATER;
        exporter.lastResort = true;
        MetricsListener listener = listener(bridge(List.of("auto"), List.of(library, exporter)));

        refuse(listener);
        assertThat(exporter.counts).isEmpty();
        nanos.addAndGet(MetersSlot.PATIENCE_NANOS);
        refuse(listener);

        assertThat(exporter.counts).containsEntry("smtp.client.failures[permanent]", 2L);
    }

    @Test
    void theLastResortIsTakenAtOnceWhereThereIsNoLibrary() {
        Place library = new Place("library");
        Place exporter = new Place("exporter");
        library.finding = MetersFinding.ABSENT;
        exporter.lastResort = true;

        refuse(listener(bridge(List.of("auto"), List.of(library, exporter))));

        assertThat(exporter.counts).containsEntry("smtp.client.failures[permanent]", 1L);
    }

    @Test
    void whatExportsIsPreferredToWhatOnlyKeeps() {
        Place memory = new Place("memory");
        Place exporter = new Place("exporter");
        memory.finding = MetersFinding.inMemory(memory);
        exporter.lastResort = true;

        refuse(listener(bridge(List.of("auto"), List.of(memory, exporter))));

        assertThat(memory.counts).isEmpty();
        assertThat(exporter.counts).containsEntry("smtp.client.failures[permanent]", 1L);
    }

    @Test
    void whatOnlyKeepsIsTakenWhereNothingExports() {
        Place memory = new Place("memory");
        Place exporter = new Place("exporter");
        memory.finding = MetersFinding.inMemory(memory);
        exporter.finding = MetersFinding.ABSENT;

        refuse(listener(bridge(List.of("auto"), List.of(memory, exporter))));

        assertThat(memory.counts).containsEntry("smtp.client.failures[permanent]", 1L);
    }

    /** A lost or doubled count would show in the sum; it is found while all threads are counting. */
    @Test
    void whileItIsFoundNothingIsLostAndNothingCountsTwice() throws Exception {
        Place place = new Place("place");
        place.finding = MetersFinding.LATER;
        MetricsListener listener = listener(bridge(List.of("auto"), List.of(place)));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            all.add(threads.submit(() -> {
                for (int i = 0; i < 5_000; i++) {
                    if (i == 2_500) {
                        place.finding = MetersFinding.ready(place);
                        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
                    }
                    refuse(listener);
                }
            }));
        }
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(place.counts).containsEntry("smtp.client.failures[permanent]", 20_000L);
    }

    @Test
    void eachOneThatIsNamedGetsAll() {
        Place one = new Place("one");
        Place other = new Place("other");
        Place unnamed = new Place("unnamed");

        refuse(listener(bridge(List.of("one", "other"), List.of(one, other, unnamed))));

        assertThat(one.counts).containsEntry("smtp.client.failures[permanent]", 1L);
        assertThat(other.counts).isEqualTo(one.counts);
        assertThat(unnamed.counts).isEmpty();
    }

    @Test
    void aPlaceThatFailsIsSaidAndHarmsNoOther() {
        Place broken = new Place("broken") {
            @Override
            public void counted(Series series, long count) {
                throw new NoSuchMethodError("other version");
            }
        };
        Place other = new Place("other");

        refuse(listener(bridge(List.of("broken", "other"), List.of(broken, other))));

        assertThat(other.counts).containsEntry("smtp.client.failures[permanent]", 1L);
        assertThat(notices).isNotEmpty().allMatch(line -> line.contains("broken threw java.lang.NoSuchMethodError"));
    }

    @Test
    void closedItTellsNothingMore() {
        Place place = new Place("place");
        MetersBridge bridge = bridge(List.of("auto"), List.of(place));
        MetricsListener listener = listener(bridge);
        refuse(listener);

        listener.removeMeters(bridge);
        refuse(listener);

        assertThat(place.counts).containsEntry("smtp.client.failures[permanent]", 1L);
        assertThat(place.closed).isEqualTo(1);
    }

    @Test
    void manyContextLoadersAreHeldInBoundedSpace() {
        Place place = new Place("place");
        place.finding = MetersFinding.ABSENT;
        MetricsListener listener = listener(bridge(List.of("auto"), List.of(place)));
        List<ClassLoader> loaders = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            loaders.add(Application.empty());
            Thread.currentThread().setContextClassLoader(loaders.get(i));
            refuse(listener);
        }
        place.finding = MetersFinding.ready(place);
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        for (ClassLoader loader : loaders) {
            Thread.currentThread().setContextClassLoader(loader);
            refuse(listener);
        }

        assertThat(place.counts).containsEntry("smtp.client.failures[permanent]", 600L);
    }

    @Test
    void anUndeployedApplicationIsFreed() throws Exception {
        MetricsListener listener = listener("auto");
        WeakReference<ClassLoader> undeployed = deployAndUndeploy(listener);
        List<byte[]> pressure = new ArrayList<>();
        for (int i = 0; i < 200 && undeployed.get() != null; i++) {
            System.gc();
            pressure.add(new byte[1 << 16]);
        }
        assertThat(undeployed.get()).isNull();
        refuse(listener);
        assertThat(notices).isEmpty();
    }

    private WeakReference<ClassLoader> deployAndUndeploy(MetricsListener listener) throws Exception {
        MicrometerApp app = new MicrometerApp("1.17");
        Object registry = app.addRegistry();
        Thread sending = new Thread(() -> refuse(listener));
        sending.setContextClassLoader(app.loader());
        sending.start();
        sending.join();
        assertThat(app.counters(registry)).containsEntry(REPLIES, 1.0);
        app.close();
        return new WeakReference<>(app.loader());
    }

    /** A place that writes down what it is told. */
    private static class Place implements MetersCandidate, SmtpMeters {
        final Map<String, Long> counts = new ConcurrentHashMap<>();
        private final String name;
        volatile MetersFinding finding = MetersFinding.ready(this);
        boolean lastResort;
        int closed;

        Place(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String absence() {
            return "there is none";
        }

        @Override
        public MetersFinding look(@Nullable ClassLoader loader) {
            return finding;
        }

        @Override
        public boolean isLastResort() {
            return lastResort;
        }

        @Override
        public void counted(Series series, long count) {
            counts.merge(series.toString(), count, Long::sum);
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static OtelTelemetry noSdk() {
        return OtelTelemetry.create(
                false, "test", EventFormat.DEFAULT, List.of(), EventLevel.INFO, () -> null, problem -> {}, task -> {});
    }
}
