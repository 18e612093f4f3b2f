package dev.replywise.agent;

import dev.replywise.agent.bridge.LogListener;
import dev.replywise.agent.bridge.LogTarget;
import dev.replywise.agent.bridge.MetersBridge;
import dev.replywise.agent.hook.MailLibrary;
import dev.replywise.agent.hook.SpringHook;
import dev.replywise.agent.options.AgentOptions;
import dev.replywise.agent.options.Option;
import dev.replywise.agent.options.Problems;
import dev.replywise.agent.otel.OtelTelemetry;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.cli.Version;
import dev.replywise.event.LabelSource;
import dev.replywise.event.ReplyPipeline;
import dev.replywise.sink.alert.AlertWatch;
import dev.replywise.sink.jfr.FlightRecorderSink;
import dev.replywise.sink.jmx.JmxBeans;
import dev.replywise.sink.metrics.MetricsListener;
import dev.replywise.sink.prometheus.PrometheusEndpoint;
import java.lang.instrument.Instrumentation;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The classifier and the sinks that the options ask for, at work. Thread-safe. */
final class RunningBackend implements AutoCloseable {
    private static final long STORM_MILLIS = 5_000;
    private static final long RULES_MILLIS = 1_000;
    private static final long ALERT_MILLIS = 5_000;

    private final AgentOptions options;
    private final Problems problems;
    private final ReplyPipeline pipeline;
    private final List<AutoCloseable> closeables = Collections.synchronizedList(new ArrayList<AutoCloseable>());
    private final OtelTelemetry telemetry;
    private final @Nullable LogListener log;
    private @Nullable Instrumentation instrumentation;
    private boolean closed;
    private volatile @Nullable PrometheusEndpoint prometheus;
    private volatile @Nullable MetersBridge meters;
    private volatile @Nullable LivePage console;

    private RunningBackend(AgentOptions options, Problems problems) {
        this.options = options;
        this.problems = problems;
        ReplyClassifier classifier = classifier(options, problems);
        this.pipeline = new ReplyPipeline(classifier, problems);
        if (!options.text(Option.RULES).isEmpty()) {
            // A changed rule is to count for the very next reply, however long that takes to come.
            closeables.add(Clock.every(RULES_MILLIS, "replywise-rules-clock", classifier::refresh));
        }
        this.telemetry = OtelTelemetry.create(
                options.list(Option.METRICS).contains("otlp"),
                Version.text(),
                LogSettingsReader.format(options),
                labelNames(),
                LogSettingsReader.read(options).threshold(),
                MailLibrary::currentLoader,
                problems,
                task -> Background.start("replywise-otlp", task));
        closeables.add(telemetry);
        this.log = log();
        pipeline.addListener(telemetry);
        if (explainsExceptions(options)) {
            pipeline.explainExceptions(LogSettingsReader.format(options));
        }
    }

    /** Starts what the options ask for; never throws for a reason that lies in them. */
    static RunningBackend start(AgentOptions options, Problems problems, @Nullable Instrumentation instrumentation) {
        RunningBackend backend = new RunningBackend(options, problems);
        backend.instrumentation = instrumentation;
        backend.startMetrics();
        backend.startConsole();
        backend.pipeline.setLabels(LabelSource.of(
                options.list(Option.LABELS_HEADERS), options.list(Option.LABELS_MDC), backend::contextValue));
        return backend;
    }

    /** Events go into the recordings of JDK Flight Recorder from when somebody makes one. */
    void recordFlights(Instrumentation instrumentation) {
        closeables.add(ClassWatch.start(
                ClassWatch.RECORDER,
                "replywise-jfr",
                instrumentation,
                () -> FlightRecorderSink.whenInitialized(
                        () -> pipeline.addListener(new FlightRecorderSink(LogSettingsReader.format(options))))));
    }

    /** Spring puts the exceptions of refused messages aside, where logged stack traces do not show them. */
    void explainInSpring(Instrumentation instrumentation) {
        if (explainsExceptions(options)) {
            closeables.add(SpringHook.install(instrumentation));
        }
    }

    private static boolean explainsExceptions(AgentOptions options) {
        return options.text(Option.EXCEPTIONS).equals("suppressed");
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

    /** The applications' metrics libraries that numbers go to, by their names in the option {@code metrics}. */
    List<String> metersFound() {
        MetersBridge bridge = meters;
        return bridge == null ? Collections.<String>emptyList() : bridge.found();
    }

    /** The port of the live page; -1 when there is none. */
    int consolePort() {
        LivePage page = console;
        return page == null ? -1 : page.port();
    }

    @Override
    public void close() {
        synchronized (closeables) {
            closed = true;
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
        boolean logs = LogSettingsReader.target(options) != LogTarget.OFF || telemetry.isAskedForLogs();
        if (!logs && options.list(Option.LABELS_MDC).isEmpty()) {
            return null;
        }
        LogListener listener = LogListener.create(
                LogSettingsReader.read(options), MailLibrary::currentLoader, telemetry::trace, problems);
        if (!logs) {
            // Metrics may carry what it reads from the application's logging context.
            return listener;
        }
        listener.alsoTo(telemetry.logs());
        LastSender sender = new LastSender();
        pipeline.addListener(sender);
        pipeline.addListener(listener);
        if (options.number(Option.LOG_STORM) > 0) {
            closeables.add(Clock.every(STORM_MILLIS, "replywise-storm", sender.acting(listener::endStorms)));
        }
        watch(listener, sender);
        return listener;
    }

    /** Alerts begin and end by time as well: their clock starts with the first attempt to send. */
    private void watch(LogListener listener, LastSender sender) {
        pipeline.addListener(new AlertWatch(
                options.text(Option.LOCALE),
                listener::log,
                look -> whileOpen(() -> Clock.every(ALERT_MILLIS, "replywise-alerts", sender.acting(look)))));
    }

    /** A connection of before may still report to what has been closed. */
    private void whileOpen(Supplier<AutoCloseable> start) {
        synchronized (closeables) {
            if (!closed) {
                closeables.add(start.get());
            }
        }
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
        bringToApplications(metrics, wanted);
        if (auto || wanted.contains("jmx")) {
            showInJmx(metrics, auto ? instrumentation : null);
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

    private void bringToApplications(MetricsListener metrics, List<String> wanted) {
        MetersBridge bridge = MetersBridge.create(
                wanted,
                metrics.labelNames(),
                MailLibrary::reportingLoader,
                problems,
                task -> Background.start("replywise-meters", task),
                telemetry);
        if (bridge.isWanted()) {
            metrics.addMeters(bridge);
            meters = bridge;
            closeables.add(() -> metrics.removeMeters(bridge));
        }
    }

    private void startConsole() {
        if (!options.isGiven(Option.CONSOLE_PORT)) {
            return;
        }
        LivePage page = new LivePage(this);
        closeables.add(page);
        console = page;
    }

    /**
     * Waits for the first event: an application may set up its own MBean server as late as that. Where nobody asked for
     * JMX, it waits on until somebody uses it: to make an MBean server for nobody costs more than a mail.
     *
     * @param unasked tells when JMX is used; null not to wait for that
     */
    private void showInJmx(MetricsListener metrics, @Nullable Instrumentation unasked) {
        JmxBeans beans = new JmxBeans(problems);
        closeables.add(beans);
        AgentState state = new AgentState(this);
        Runnable register = () -> {
            beans.registerTotals(metrics.totals());
            beans.registerAgent(state);
        };
        pipeline.addListener(new FirstEvent(() -> Background.start("replywise-jmx", () -> {
            if (unasked == null) {
                register.run();
            } else {
                whileOpen(() -> ClassWatch.start(ClassWatch.MBEAN_SERVER, "replywise-jmx", unasked, register));
            }
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
