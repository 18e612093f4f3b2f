package dev.replywise.agent;

import dev.replywise.agent.bridge.LogListener;
import dev.replywise.agent.bridge.LogTarget;
import dev.replywise.agent.hook.MailLibrary;
import dev.replywise.agent.options.AgentOptions;
import dev.replywise.agent.options.Option;
import dev.replywise.agent.options.Problems;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.event.LabelSource;
import dev.replywise.event.ReplyPipeline;
import dev.replywise.event.TraceIds;
import dev.replywise.sink.jmx.JmxBeans;
import dev.replywise.sink.metrics.MetricsListener;
import dev.replywise.sink.prometheus.PrometheusEndpoint;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The classifier and the sinks that the options ask for, at work. Thread-safe. */
final class RunningBackend implements AutoCloseable {
    private static final long STORM_MILLIS = 5_000;
    private static final long RULES_MILLIS = 1_000;

    private final AgentOptions options;
    private final Problems problems;
    private final ReplyPipeline pipeline;
    private final List<AutoCloseable> closeables = Collections.synchronizedList(new ArrayList<AutoCloseable>());
    private final @Nullable LogListener log;
    private volatile @Nullable PrometheusEndpoint prometheus;

    private RunningBackend(AgentOptions options, Problems problems) {
        this.options = options;
        this.problems = problems;
        ReplyClassifier classifier = classifier(options, problems);
        this.pipeline = new ReplyPipeline(classifier, problems);
        if (!options.text(Option.RULES).isEmpty()) {
            // A changed rule is to count for the very next reply, however long that takes to come.
            closeables.add(Clock.every(RULES_MILLIS, "replywise-rules-clock", classifier::refresh));
        }
        this.log = log();
    }

    /** Starts what the options ask for; never throws for a reason that lies in them. */
    static RunningBackend start(AgentOptions options, Problems problems) {
        RunningBackend backend = new RunningBackend(options, problems);
        NotInThisVersion.among(options).forEach(problems);
        backend.startMetrics();
        backend.pipeline.setLabels(LabelSource.of(
                options.list(Option.LABELS_HEADERS), options.list(Option.LABELS_MDC), backend::contextValue));
        return backend;
    }

    ReplyPipeline pipeline() {
        return pipeline;
    }

    AgentOptions options() {
        return options;
    }

    Problems problems() {
        return problems;
    }

    /** Events that could not be written. */
    long eventsLost() {
        LogListener listener = log;
        return listener == null ? 0 : listener.lost();
    }

    /** The port of the scrape endpoint; -1 when there is none. */
    int prometheusPort() {
        PrometheusEndpoint endpoint = prometheus;
        return endpoint == null ? -1 : endpoint.port();
    }

    @Override
    public void close() {
        synchronized (closeables) {
            for (AutoCloseable closeable : closeables) {
                try {
                    closeable.close();
                } catch (Exception alreadyGone) {
                    // Nothing is left to end.
                }
            }
            closeables.clear();
        }
    }

    private static ReplyClassifier classifier(AgentOptions options, Consumer<String> problems) {
        String rules = options.text(Option.RULES);
        if (rules.isEmpty()) {
            return ReplyClassifier.builtIn();
        }
        try {
            return ReplyClassifier.following(Paths.get(rules), problems);
        } catch (InvalidPathException noPath) {
            problems.accept("rules=" + rules + " is no path: " + noPath.getReason() + "; built-in rules only");
            return ReplyClassifier.builtIn();
        }
    }

    private @Nullable LogListener log() {
        if (LogSettingsReader.target(options) == LogTarget.OFF) {
            return null;
        }
        LogListener listener = LogListener.create(
                LogSettingsReader.read(options), MailLibrary::currentLoader, () -> TraceIds.NONE, problems);
        pipeline.addListener(listener);
        if (options.number(Option.LOG_STORM) > 0) {
            closeables.add(Clock.every(STORM_MILLIS, "replywise-storm", listener::endStorms));
        }
        return listener;
    }

    private @Nullable String contextValue(String key) {
        LogListener listener = log;
        return listener == null ? null : listener.contextValue(key);
    }

    private void startMetrics() {
        List<String> wanted = options.list(Option.METRICS);
        boolean auto = wanted.contains("auto");
        boolean scrape = options.isGiven(Option.PROMETHEUS_PORT);
        if (wanted.contains("prometheus") && !scrape) {
            problems.accept("metrics=prometheus needs prometheus.port; there is no scrape endpoint");
        }
        if (scrape && !auto && !wanted.contains("prometheus")) {
            problems.accept("prometheus.port is not used, as metrics=" + options.text(Option.METRICS)
                    + " does not name prometheus");
            scrape = false;
        }
        if (wanted.contains("off")) {
            return;
        }
        MetricsListener metrics = new MetricsListener(labelNames(), problems);
        pipeline.addListener(metrics);
        if (auto || wanted.contains("jmx")) {
            showInJmx(metrics);
        }
        if (scrape) {
            PrometheusEndpoint endpoint = new PrometheusEndpoint(metrics, problems);
            closeables.add(endpoint);
            prometheus = endpoint;
            Background.start(
                    "replywise-prometheus-start",
                    () -> endpoint.start(options.text(Option.PROMETHEUS_HOST), options.port(Option.PROMETHEUS_PORT)));
        }
    }

    /** Waits for the first event: an application may set up its own MBean server as late as that. */
    private void showInJmx(MetricsListener metrics) {
        JmxBeans beans = new JmxBeans(problems);
        closeables.add(beans);
        AgentState state = new AgentState(this);
        pipeline.addListener(new FirstEvent(() -> Background.start("replywise-jmx", () -> {
            beans.registerTotals(metrics.totals());
            beans.registerAgent(state);
        })));
    }

    private List<String> labelNames() {
        if (!options.flag(Option.LABELS_METRICS)) {
            return Collections.emptyList();
        }
        List<String> names = new ArrayList<>();
        for (Option option : new Option[] {Option.LABELS_HEADERS, Option.LABELS_MDC}) {
            for (String name : options.list(option)) {
                names.add(name.replace('.', '_'));
            }
        }
        return names;
    }
}
