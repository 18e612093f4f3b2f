package dev.replywise.demo.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another agent that teams attach, set up so that it talks to nobody. */
enum Neighbour {
    NONE("none", ""),
    JMX_EXPORTER("jmx_prometheus_javaagent.jar", "scrape: dev_replywise_"),
    ELASTIC(
            "elastic-apm-agent.jar",
            "Tracer switched to RUNNING state",
            "-Delastic.apm.disable_send=true",
            "-Delastic.apm.central_config=false",
            "-Delastic.apm.cloud_provider=NONE",
            "-Delastic.apm.server_url=http://127.0.0.1:1",
            "-Delastic.apm.service_name=neighbour"),
    DATADOG(
            "dd-java-agent.jar",
            "DATADOG TRACER CONFIGURATION",
            "-Ddd.service=neighbour",
            "-Ddd.agent.host=127.0.0.1",
            "-Ddd.trace.agent.port=1",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.remote_configuration.enabled=false",
            "-Ddd.jmxfetch.enabled=false",
            "-Ddd.crashtracking.enabled=false"),
    NEW_RELIC(
            "newrelic-agent.jar",
            "has started",
            "-Dnewrelic.config.license_key=" + "x".repeat(40),
            "-Dnewrelic.config.app_name=neighbour",
            "-Dnewrelic.config.host=127.0.0.1",
            "-Dnewrelic.config.port=1",
            "-Dnewrelic.config.log_file_name=STDOUT",
            "-Dnewrelic.config.utilization.detect_aws=false",
            "-Dnewrelic.config.utilization.detect_azure=false",
            "-Dnewrelic.config.utilization.detect_azurefunction=false",
            "-Dnewrelic.config.utilization.detect_gcp=false",
            "-Dnewrelic.config.utilization.detect_pcf=false",
            "-Dnewrelic.config.utilization.detect_docker=false",
            "-Dnewrelic.config.utilization.detect_kubernetes=false"),
    GLOWROOT("glowroot-agent.jar", "org.glowroot - agent id: ", "-Dglowroot.collector.address=127.0.0.1:1");

    private final String jar;
    private final String sign;
    private final List<String> settings;

    Neighbour(String jar, String sign, String... settings) {
        this.jar = jar;
        this.sign = sign;
        this.settings = List.of(settings);
    }

    /** The file in the folder of agents. */
    String jar() {
        return jar;
    }

    /** What is printed where it is at work. */
    String sign() {
        return sign;
    }

    /**
     * The options of a JVM with both agents.
     *
     * @param folder where the other agent is
     * @param port what it listens on, if it does
     * @param oursFirst the order on the command line
     */
    List<String> options(Path folder, int port, boolean oursFirst) {
        String ours = "-javaagent:" + Build.agentJar();
        List<String> options = new ArrayList<>();
        if (oursFirst) {
            options.add(ours);
        }
        if (this != NONE) {
            String argument = this == JMX_EXPORTER
                    ? "=127.0.0.1:" + port + ":" + Build.testClasses() + "/neighbours/jmx-exporter.yaml"
                    : "";
            options.add("-javaagent:" + folder.resolve(jar) + argument);
        }
        if (!oursFirst) {
            options.add(ours);
        }
        options.addAll(settings);
        return options;
    }
}
