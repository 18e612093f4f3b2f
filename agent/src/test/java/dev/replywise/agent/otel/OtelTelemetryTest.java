package dev.replywise.agent.otel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.EventFormat;
import dev.replywise.event.EventLevel;
import dev.replywise.event.LogSink;
import dev.replywise.event.TraceIds;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets what, with applications that have an OpenTelemetry API of their own in a class loader of their own. */
class OtelTelemetryTest {
    private final ClassLoader agent = OtelTelemetry.class.getClassLoader();
    private final AtomicLong clock = new AtomicLong(1);
    private final AtomicReference<@Nullable ClassLoader> sender = new AtomicReference<>();
    private final List<Runnable> started = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final OwnExporter exporter = new OwnExporter(
            agent, "test", List.of(), EventFormat.DEFAULT, EventLevel.INFO, problems::add, started::add);
    private final OtelTelemetry telemetry =
            new OtelTelemetry(new OtelApis(agent), exporter, "test", EventFormat.DEFAULT, sender::get, clock::get);
    private final @Nullable ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void noContextLoader() {
        Thread.currentThread().setContextClassLoader(null);
    }

    @AfterEach
    void end() {
        Thread.currentThread().setContextClassLoader(before);
        exporter.close();
    }

    @Test
    void withoutAnApiTheExporterOfOursStartsAtOnceAndOnce() {
        sender.set(ClassLoader.getPlatformClassLoader());
        LogSink logs = telemetry.logs();
        assertThat(logs.isEnabled(EventLevel.WARN)).isTrue();
        assertThat(logs.isEnabled(EventLevel.DEBUG)).as("below the threshold").isFalse();
        assertThat(telemetry.ownMeters()).isSameAs(telemetry.ownMeters());
        assertThat(started).hasSize(1);
    }

    @Test
    void anApplicationWithTheApiIsGivenTimeToSetAnSdk() throws Exception {
        try (URLClassLoader application = application()) {
            sender.set(application);
            assertThat(telemetry.logs().isEnabled(EventLevel.WARN)).isFalse();
            clock.addAndGet(OtelTelemetry.PATIENCE_NANOS - 1);
            assertThat(telemetry.logs().isEnabled(EventLevel.WARN)).isFalse();
            assertThat(started).isEmpty();
            clock.addAndGet(1);
            assertThat(telemetry.logs().isEnabled(EventLevel.WARN)).isTrue();
            assertThat(started).hasSize(1);
        }
    }

    @Test
    void anSdkThatIsSetKeepsTheExporterOfOursOff() throws Exception {
        try (URLClassLoader application = application()) {
            sender.set(application);
            set(application);
            clock.addAndGet(2 * OtelTelemetry.PATIENCE_NANOS);
            assertThat(telemetry.logs().isEnabled(EventLevel.ERROR)).isFalse();
            assertThat(telemetry.find(application).isInUse()).isTrue();
            assertThat(telemetry.find(application).meters("test", List.of()))
                    .isSameAs(telemetry.find(application).meters("test", List.of()));
            assertThat(telemetry.trace()).isEqualTo(TraceIds.NONE);
            assertThat(started).isEmpty();
        }
    }

    /** Somebody asked for the global instance before anybody had set one: it is the one that does nothing, for good. */
    @Test
    void theInstanceThatDoesNothingIsNoSdk() throws Exception {
        try (URLClassLoader application = application()) {
            application
                    .loadClass("io.opentelemetry.api.GlobalOpenTelemetry")
                    .getMethod("get")
                    .invoke(null);
            assertThat(telemetry.find(application).isPresent()).isTrue();
            assertThat(telemetry.find(application).isInUse()).isFalse();
        }
    }

    @Test
    void anApplicationThatIsUndeployedIsLetGo() throws Exception {
        WeakReference<ClassLoader> gone = new WeakReference<>(usedAndForgotten());
        sender.set(null);
        for (int i = 0; i < 50 && gone.get() != null; i++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(gone.get()).isNull();
    }

    private ClassLoader usedAndForgotten() throws Exception {
        try (URLClassLoader application = application()) {
            set(application);
            sender.set(application);
            OtelApis.Found found = telemetry.find(application);
            found.meters("test", List.of());
            found.spans("test", EventFormat.DEFAULT);
            assertThat(telemetry.trace()).isEqualTo(TraceIds.NONE);
            return application;
        }
    }

    private static URLClassLoader application() throws ClassNotFoundException {
        return new URLClassLoader(
                new URL[] {
                    jarOf(OpenTelemetry.class),
                    jarOf(io.opentelemetry.context.Context.class),
                    jarOf(Class.forName("io.opentelemetry.common.ComponentLoader"))
                },
                ClassLoader.getPlatformClassLoader());
    }

    private static URL jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Sets an OpenTelemetry whose every method answers with something of its kind. */
    private static void set(ClassLoader application) throws Exception {
        Class<?> type = application.loadClass("io.opentelemetry.api.OpenTelemetry");
        application
                .loadClass("io.opentelemetry.api.GlobalOpenTelemetry")
                .getMethod("set", type)
                .invoke(null, stub(type));
    }

    private static Object stub(Class<?> type) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Class<?> result = method.getReturnType();
            if (result.isAssignableFrom(type) && result != Object.class) {
                return proxy;
            }
            return result.isInterface() ? stub(result) : null;
        };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
