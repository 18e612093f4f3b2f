package dev.replywise.agent.otel;

import dev.replywise.event.EventFormat;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.event.TraceIds;
import dev.replywise.sink.metrics.SmtpMeters;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry APIs of this JVM: that of the OpenTelemetry agent, which serves the whole JVM where it runs, else the
 * one that the application's class loader sees.
 *
 * <p>What is found hangs on the API's own class by a {@link ClassValue}, and here only weakly by class loader: an
 * application that is undeployed takes it along. Thread-safe; never throws.
 */
public final class OtelApis {
    private static final String GLOBAL = "api.GlobalOpenTelemetry";
    private static final String FACTORY = "dev.replywise.agent.otel.api.GlobalOtel";

    /** One API and what was made for it. Thread-safe. */
    public static final class Found {
        private static final Found NOTHING = new Found(null);

        private final @Nullable OtelApi api;
        private @Nullable SmtpMeters meters;
        private volatile @Nullable SmtpEventListener spans;

        private Found(@Nullable OtelApi api) {
            this.api = api;
        }

        /** Whether there is an API at all. */
        public boolean isPresent() {
            return api != null;
        }

        /** Whether a real SDK is set behind it. */
        public boolean isInUse() {
            try {
                return api != null && api.isInUse();
            } catch (LinkageError | RuntimeException unknownVersion) {
                return false;
            }
        }

        /** The meters; the same object each time. Only while in use. */
        public synchronized SmtpMeters meters(String version, List<String> labelNames) {
            SmtpMeters made = meters;
            if (made == null) {
                OtelApi linked = api;
                if (linked == null) {
                    throw new IllegalStateException("no API");
                }
                made = linked.meters(version, labelNames);
                meters = made;
            }
            return made;
        }

        /** The maker of spans; the same object each time. Only while in use. */
        SmtpEventListener spans(String version, EventFormat format) {
            SmtpEventListener made = spans;
            if (made == null) {
                synchronized (this) {
                    made = spans;
                    if (made == null) {
                        made = api == null ? new SmtpEventListener() {} : api.spans(version, format);
                        spans = made;
                    }
                }
            }
            return made;
        }

        TraceIds trace() {
            return api == null ? TraceIds.NONE : api.trace();
        }
    }

    private final ClassLoader agent;
    private final Map<ClassLoader, WeakReference<Found>> known = new WeakHashMap<>();
    private volatile @Nullable Found ofAgent;

    private final ClassValue<Found> ofApis = new ClassValue<Found>() {
        @Override
        protected Found computeValue(Class<?> api) {
            return link(api.getClassLoader());
        }
    };

    /**
     * Nothing is looked for yet.
     *
     * @param agent the loader that has Replywise
     */
    public OtelApis(ClassLoader agent) {
        this.agent = agent;
    }

    /** What a mail goes to: the OpenTelemetry agent's API if it is in use, else what these two loaders see. */
    Found find(@Nullable ClassLoader library, @Nullable ClassLoader sending) {
        Found first = find(library);
        if (sending == library || first.isInUse()) {
            return first;
        }
        Found second = find(sending);
        return second.isInUse() || !first.isPresent() ? second : first;
    }

    /** The OpenTelemetry agent's API if it is in use, else what a loader sees. */
    public Found find(@Nullable ClassLoader loader) {
        Found agents = ofAgent();
        if (agents.isInUse()) {
            return agents;
        }
        if (loader == null) {
            return Found.NOTHING;
        }
        synchronized (known) {
            WeakReference<Found> before = known.get(loader);
            Found found = before == null ? null : before.get();
            if (found != null) {
                return found;
            }
        }
        // Outside the lock: class loading takes the application's locks.
        Found found = look(loader);
        synchronized (known) {
            known.put(loader, new WeakReference<>(found));
        }
        return found;
    }

    private Found look(ClassLoader loader) {
        try {
            Class<?> api = Class.forName(OtelLoader.API + GLOBAL, false, loader);
            return api.getClassLoader() == null ? Found.NOTHING : ofApis.get(api);
        } catch (ClassNotFoundException | LinkageError | RuntimeException absent) {
            return Found.NOTHING;
        }
    }

    private Found ofAgent() {
        Found found = ofAgent;
        if (found == null) {
            try {
                Class.forName(OtelLoader.AGENTS_API + GLOBAL, false, null);
                found = link(null);
            } catch (ClassNotFoundException | LinkageError absent) {
                found = Found.NOTHING;
            }
            ofAgent = found;
        }
        return found;
    }

    private Found link(@Nullable ClassLoader application) {
        try {
            return new Found((OtelApi) new OtelLoader(agent, application)
                    .loadClass(FACTORY)
                    .getConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError doesNotFit) {
            return Found.NOTHING;
        }
    }
}
