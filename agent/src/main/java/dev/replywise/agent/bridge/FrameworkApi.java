package dev.replywise.agent.bridge;

import dev.replywise.event.LogSinkFactory;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One logging API: finds it from a class loader, and whether anything stands behind it, before any of its classes is
 * initialised, because an API without a provider says so on standard error.
 *
 * <p>What is found is held by a {@link ClassValue} of the API's own class, and here only weakly by class loader: an
 * application that is undeployed takes its bridge with it. Thread-safe.
 */
final class FrameworkApi {
    private final String apiClass;
    private final String apiPackage;
    private final String sinkPackage;
    private final String factoryClass;
    private final String generationMarker;
    private final String providerProperty;
    private final String[] providerResources;
    private final ClassLoader agent;

    private final ClassValue<FrameworkSink> bridges = new ClassValue<FrameworkSink>() {
        @Override
        protected FrameworkSink computeValue(Class<?> api) {
            return bridge(api);
        }
    };

    private final Map<ClassLoader, WeakReference<FrameworkSink>> found = new WeakHashMap<>();

    private FrameworkApi(
            ClassLoader agent,
            String apiClass,
            String apiPackage,
            String sinkPackage,
            String factoryClass,
            String generationMarker,
            String providerProperty,
            String... providerResources) {
        this.agent = agent;
        this.apiClass = apiClass;
        this.apiPackage = apiPackage;
        this.sinkPackage = sinkPackage;
        this.factoryClass = sinkPackage + factoryClass;
        this.generationMarker = generationMarker;
        this.providerProperty = providerProperty;
        this.providerResources = providerResources;
    }

    /**
     * SLF4J: 2 looks for a service file or a system property, 1.7 for a class of its binding; neither takes what is meant
     * for the other.
     */
    static FrameworkApi slf4j(ClassLoader agent) {
        return new FrameworkApi(
                agent,
                "org.slf4j.LoggerFactory",
                "org.slf4j.",
                "dev.replywise.sink.slf4j.",
                "Slf4jSinkFactory",
                "org.slf4j.spi.SLF4JServiceProvider",
                "slf4j.provider",
                "org/slf4j/impl/StaticLoggerBinder.class",
                "META-INF/services/org.slf4j.spi.SLF4JServiceProvider");
    }

    /** The Log4j 2 API: providers have a service file; before 2.10 they had a properties file. */
    static FrameworkApi log4j(ClassLoader agent) {
        return new FrameworkApi(
                agent,
                "org.apache.logging.log4j.LogManager",
                "org.apache.logging.log4j.",
                "dev.replywise.sink.log4j.",
                "Log4jSinkFactory",
                "",
                "log4j.provider",
                "META-INF/services/org.apache.logging.log4j.spi.Provider",
                "META-INF/log4j-provider.properties");
    }

    /**
     * The way into the API that a class loader sees; {@link FrameworkSink#ABSENT} when it sees none or one without a
     * provider. The answer is found once for each loader.
     */
    FrameworkSink find(@Nullable ClassLoader loader) {
        if (loader == null) {
            return FrameworkSink.ABSENT;
        }
        synchronized (found) {
            WeakReference<FrameworkSink> known = found.get(loader);
            FrameworkSink sink = known == null ? null : known.get();
            if (sink != null) {
                return sink;
            }
        }
        // Outside the lock: class loading takes the application's locks.
        FrameworkSink sink = look(loader);
        synchronized (found) {
            found.put(loader, new WeakReference<>(sink));
        }
        return sink;
    }

    private FrameworkSink look(ClassLoader loader) {
        try {
            Class<?> api = Class.forName(apiClass, false, loader);
            return hasProvider(api, loader) ? bridges.get(api) : FrameworkSink.ABSENT;
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            return FrameworkSink.ABSENT;
        }
    }

    private boolean hasProvider(Class<?> api, ClassLoader loader) {
        if (generationMarker.isEmpty()) {
            return System.getProperty(providerProperty) != null
                    || isVisible(providerResources[0], api, loader)
                    || isVisible(providerResources[1], api, loader);
        }
        return isVisible(generationMarker.replace('.', '/') + ".class", api, loader)
                ? System.getProperty(providerProperty) != null || isVisible(providerResources[1], api, loader)
                : isVisible(providerResources[0], api, loader);
    }

    private static boolean isVisible(String resource, Class<?> api, ClassLoader loader) {
        ClassLoader apiLoader = api.getClassLoader();
        return (apiLoader != null && apiLoader.getResource(resource) != null) || loader.getResource(resource) != null;
    }

    private FrameworkSink bridge(Class<?> api) {
        ClassLoader application = api.getClassLoader();
        if (application == null) {
            return FrameworkSink.ABSENT;
        }
        BridgeLoader loader = new BridgeLoader(agent, application, sinkPackage, apiPackage);
        try {
            LogSinkFactory factory = (LogSinkFactory)
                    loader.loadClass(factoryClass).getConstructor().newInstance();
            return new FrameworkSink(factory, factory.sink());
        } catch (ReflectiveOperationException | LinkageError e) {
            return FrameworkSink.ABSENT;
        }
    }
}
