package dev.replywise.agent.bridge;

import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** An application with a Micrometer of its own, in a class loader of its own, that is looked at by reflection. */
final class MicrometerApp implements AutoCloseable {
    private static final String METRICS = "io.micrometer.core.instrument.Metrics";
    private static final String REGISTRY = "io.micrometer.core.instrument.MeterRegistry";
    private static final String SIMPLE = "io.micrometer.core.instrument.simple.SimpleMeterRegistry";
    private static final String SNAPSHOT = "io.micrometer.core.instrument.distribution.HistogramSnapshot";

    private final URLClassLoader loader;

    /** Of a version, as {@code 1.9}. */
    MicrometerApp(String version) {
        loader = Application.library("micrometer-" + version);
    }

    URLClassLoader loader() {
        return loader;
    }

    /** Adds a registry to the global one and returns it. */
    Object addRegistry() throws ReflectiveOperationException {
        Object registry = loader.loadClass(SIMPLE).getConstructor().newInstance();
        loader.loadClass(METRICS)
                .getMethod("addRegistry", loader.loadClass(REGISTRY))
                .invoke(null, registry);
        return registry;
    }

    /** The counters of a registry by name and values of tags, in the order of the tags' names. */
    Map<String, Double> counters(Object registry) throws ReflectiveOperationException {
        Map<String, Double> counters = new TreeMap<>();
        for (Object meter : (Iterable<?>) call(registry, REGISTRY, "getMeters")) {
            Object id = call(meter, "io.micrometer.core.instrument.Meter", "getId");
            Class<?> type = loader.loadClass("io.micrometer.core.instrument.Counter");
            if (type.isInstance(meter)) {
                StringBuilder name = new StringBuilder(id(id, "getName").toString());
                for (Object tag : (Iterable<?>) id(id, "getTags")) {
                    name.append(' ').append(call(tag, "io.micrometer.core.instrument.Tag", "getValue"));
                }
                counters.put(name.toString(), (Double) call(meter, type.getName(), "count"));
            }
        }
        return counters;
    }

    /** The upper bounds of a timer's buckets, in seconds. */
    Double[] buckets(Object registry, String name) throws ReflectiveOperationException {
        Object search =
                loader.loadClass(REGISTRY).getMethod("get", String.class).invoke(registry, name);
        Object timer = call(search, "io.micrometer.core.instrument.search.RequiredSearch", "timer");
        Object snapshot = call(timer, "io.micrometer.core.instrument.Timer", "takeSnapshot");
        Object[] counts = (Object[]) call(snapshot, SNAPSHOT, "histogramCounts");
        return Arrays.stream(counts)
                .map(count -> {
                    try {
                        return (Double) count.getClass()
                                .getMethod("bucket", TimeUnit.class)
                                .invoke(count, TimeUnit.SECONDS);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toArray(Double[]::new);
    }

    @Override
    public void close() throws Exception {
        loader.close();
    }

    private Object id(Object id, String method) throws ReflectiveOperationException {
        return call(id, "io.micrometer.core.instrument.Meter$Id", method);
    }

    private Object call(Object target, String type, String method) throws ReflectiveOperationException {
        try {
            return loader.loadClass(type).getMethod(method).invoke(target);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method, e.getCause());
        }
    }
}
