package dev.replywise.agent;

import dev.replywise.agent.bridge.LogTarget;
import dev.replywise.agent.bridge.MetersCandidates;
import dev.replywise.agent.hook.MailHook;
import dev.replywise.agent.options.AgentOptions;
import dev.replywise.agent.options.Option;
import dev.replywise.cli.CheckReport;
import dev.replywise.cli.CheckStep;
import dev.replywise.cli.RuleFileCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code check} looks at on the agent's behalf: the options, as an application started with the same arguments,
 * properties and environment would have them, and what they ask for. Changes nothing. Stateless.
 */
final class AgentChecks {
    private AgentChecks() {}

    static List<CheckStep> all() {
        return Arrays.asList(
                (arguments, report) -> options(options(arguments), report),
                (arguments, report) -> hook(options(arguments), report),
                (arguments, report) -> log(options(arguments), report),
                (arguments, report) -> metrics(options(arguments), report),
                (arguments, report) -> console(options(arguments), report),
                (arguments, report) -> OtlpCheck.report(options(arguments), report),
                (arguments, report) -> RuleFileCheck.report(options(arguments).text(Option.RULES), report));
    }

    private static AgentOptions options(String arguments) {
        return AgentOptions.read(arguments).withFile();
    }

    private static void options(AgentOptions options, CheckReport report) {
        for (String problem : options.problems()) {
            report.fail("options", problem);
        }
        List<String> given = options.given();
        report.ok("options", given.isEmpty() ? "none is given: all defaults" : String.join("; ", given));
        if (!options.flag(Option.ENABLED)) {
            report.warn("options", "enabled=false: nothing is hooked");
        }
    }

    private static void hook(AgentOptions options, CheckReport report) {
        if (!options.flag(Option.ENABLED)) {
            return;
        }
        if (MailHook.works()) {
            report.ok(
                    "hook",
                    "a sample transport is hooked; which mail library the application has cannot be known here, those of"
                            + " JavaMail 1.4 to Angus Mail 2 fit");
        } else {
            report.fail("hook", "a sample transport cannot be hooked by this Java");
        }
    }

    private static void log(AgentOptions options, CheckReport report) {
        LogTarget target = LogSettingsReader.target(options);
        String file = options.text(Option.LOG_FILE);
        String json = file.isEmpty() ? "standard error" : file;
        switch (target) {
            case OFF:
                report.ok(
                        "log",
                        "off: no events are logged"
                                + (OtlpCheck.exportsLogs(options) ? ", but sent over OTLP they are" : ""));
                return;
            case JSON:
                report.ok("log", "JSON lines to " + json);
                break;
            default:
                report.ok(
                        "log",
                        (target == LogTarget.AUTO
                                        ? "auto: the application's SLF4J, else its Log4j 2"
                                        : options.text(Option.LOG) + ": the application's")
                                + ", else JSON lines to " + json
                                + "; what the application has cannot be known here");
        }
        if (!file.isEmpty()) {
            logFile(file, report);
        }
    }

    private static void logFile(String file, CheckReport report) {
        try {
            Path path = Paths.get(file).toAbsolutePath();
            if (Files.isDirectory(path)) {
                report.fail("log.file", path + " is a folder");
                return;
            }
            Path existing = path;
            while (existing != null && !Files.exists(existing)) {
                existing = existing.getParent();
            }
            if (existing == null
                    || !Files.isWritable(existing)
                    || !(existing.equals(path) || Files.isDirectory(existing))) {
                report.fail("log.file", path + " cannot be written by this user: " + existing + " is in the way");
            } else {
                report.ok("log.file", path + (existing.equals(path) ? " can be appended to" : " can be made"));
            }
        } catch (InvalidPathException noPath) {
            report.fail("log.file", file + " is no path: " + noPath.getReason());
        }
    }

    private static void metrics(AgentOptions options, CheckReport report) {
        List<String> wanted = options.list(Option.METRICS);
        boolean scrape = options.isGiven(Option.PROMETHEUS_PORT);
        boolean scraped = wanted.contains("auto") || wanted.contains("prometheus");
        metricsTargets(wanted, report);
        if (!scrape && wanted.contains("prometheus")) {
            report.warn("prometheus", "metrics=prometheus needs prometheus.port; there is no scrape endpoint");
        } else if (scrape && !scraped) {
            report.warn(
                    "prometheus",
                    "prometheus.port is not used, as metrics=" + options.text(Option.METRICS)
                            + " does not name prometheus");
        } else if (scrape) {
            port(
                    "prometheus",
                    options.text(Option.PROMETHEUS_HOST),
                    options.port(Option.PROMETHEUS_PORT),
                    "/metrics",
                    report);
        }
    }

    private static void metricsTargets(List<String> wanted, CheckReport report) {
        if (wanted.contains("off")) {
            report.ok("metrics", "off");
            return;
        }
        List<String> libraries = new ArrayList<>(MetersCandidates.names());
        if (wanted.contains("auto")) {
            report.ok(
                    "metrics",
                    "auto: JMX beans dev.replywise:*, and the first of these that is in use: "
                            + String.join(", ", libraries) + "; what the application has cannot be known here");
            return;
        }
        if (wanted.contains("jmx")) {
            report.ok("metrics", "jmx: JMX beans dev.replywise:*");
        }
        libraries.retainAll(wanted);
        for (String library : libraries) {
            report.ok("metrics", library + ": looked for with the first mail and from then on");
        }
    }

    private static void console(AgentOptions options, CheckReport report) {
        if (!options.isGiven(Option.CONSOLE_PORT)) {
            return;
        }
        String host = options.text(Option.CONSOLE_HOST);
        port("console", host, options.port(Option.CONSOLE_PORT), "/", report);
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                report.warn("console", "whoever reaches " + host + " can read the live page: it asks for no password");
            }
        } catch (IOException unknown) {
            // The port's line says so already.
            return;
        }
    }

    private static void port(String what, String host, int port, String path, CheckReport report) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 1);
            report.ok(
                    what,
                    port == 0
                            ? "any free port of " + host + "; the JMX bean type=Agent names it"
                            : "http://" + host + ":" + port + path + " can be served");
        } catch (IOException taken) {
            report.fail(what, host + ":" + port + " cannot be listened on: " + taken.getMessage());
        }
    }
}
