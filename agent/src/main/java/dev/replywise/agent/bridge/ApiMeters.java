package dev.replywise.agent.bridge;

import dev.replywise.sink.metrics.SmtpMeters;
import dev.replywise.sink.metrics.SmtpMetersFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application's own metrics library: found by a class of its API, reached by a factory that is defined beside it.
 *
 * <p>What is found hangs on the API's class by a {@link ClassValue}: an application that is undeployed takes it along,
 * and applications that share an API share what stands behind it. Thread-safe.
 */
final class ApiMeters implements MetersCandidate {
    private final String name;
    private final String absence;
    private final ClassLoader agent;
    private final String apiClass;
    private final String apiPackage;
    private final String sinkPackage;
    private final String factoryClass;
    private final List<String> labelNames;

    private final ClassValue<Entry> entries = new ClassValue<Entry>() {
        @Override
        protected Entry computeValue(Class<?> api) {
            return new Entry(factory(api));
        }
    };

    /**
     * A library.
     *
     * @param name the value of the option {@code metrics}
     * @param absence see {@link MetersCandidate#absence()}
     * @param agent the loader that has Replywise
     * @param apiClass a class that every version of the API has; it is not initialised before the factory does so
     * @param apiPackage the API's root package, with a dot at the end
     * @param sinkPackage the adapter's package, with a dot at the end
     * @param factoryClass simple name of the {@link SmtpMetersFactory} in it
     * @param labelNames names of the event labels that counters carry
     */
    ApiMeters(
            String name,
            String absence,
            ClassLoader agent,
            String apiClass,
            String apiPackage,
            String sinkPackage,
            String factoryClass,
            List<String> labelNames) {
        this.name = name;
        this.absence = absence;
        this.agent = agent;
        this.apiClass = apiClass;
        this.apiPackage = apiPackage;
        this.sinkPackage = sinkPackage;
        this.factoryClass = sinkPackage + factoryClass;
        this.labelNames = labelNames;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String absence() {
        return absence;
    }

    @Override
    public MetersFinding look(@Nullable ClassLoader loader) {
        if (loader == null) {
            return MetersFinding.ABSENT;
        }
        try {
            return entries.get(Class.forName(apiClass, false, loader)).finding(labelNames);
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            // Not there, or none that fits.
            return MetersFinding.ABSENT;
        }
    }

    private @Nullable SmtpMetersFactory factory(Class<?> api) {
        ClassLoader application = api.getClassLoader();
        if (application == null) {
            return null;
        }
        try {
            return (SmtpMetersFactory) new BridgeLoader(agent, application, sinkPackage, apiPackage)
                    .loadClass(factoryClass)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** One application's factory and, from the first use on, its adapter. */
    private static final class Entry {
        private final @Nullable SmtpMetersFactory factory;
        private volatile @Nullable SmtpMeters made;

        Entry(@Nullable SmtpMetersFactory factory) {
            this.factory = factory;
        }

        MetersFinding finding(List<String> labelNames) {
            if (factory == null) {
                return MetersFinding.ABSENT;
            }
            SmtpMeters meters = made;
            if (meters == null) {
                if (!factory.isInUse()) {
                    return MetersFinding.LATER;
                }
                meters = meters(factory, labelNames);
            }
            return factory.isMemoryOnly() ? MetersFinding.inMemory(meters) : MetersFinding.ready(meters);
        }

        private synchronized SmtpMeters meters(SmtpMetersFactory library, List<String> labelNames) {
            SmtpMeters meters = made;
            if (meters == null) {
                meters = library.meters(labelNames);
                made = meters;
            }
            return meters;
        }
    }
}
