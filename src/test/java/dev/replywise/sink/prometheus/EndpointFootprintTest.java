package dev.replywise.sink.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The endpoint in a class loader of its own, in a JVM whose application has not set up anything yet. */
class EndpointFootprintTest {
    /** What the forked JVM runs: everything by reflection, as the application must not see the classes. */
    static final class Probe {
        public static void main(String[] args) throws Exception {
            List<URL> urls = new ArrayList<>();
            for (String entry : args) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            URLClassLoader isolated =
                    new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
            Consumer<String> problems = System.out::println;
            Class<?> listener = isolated.loadClass("dev.replywise.sink.metrics.MetricsListener");
            Class<?> endpoint = isolated.loadClass("dev.replywise.sink.prometheus.PrometheusEndpoint");
            Object metrics = listener.getConstructors()[0].newInstance(Collections.emptyList(), problems);
            Object server = endpoint.getConstructors()[0].newInstance(metrics, problems);
            endpoint.getMethod("start", String.class, int.class).invoke(server, "127.0.0.1", 0);
            int port = (Integer) endpoint.getMethod("port").invoke(server);
            try (InputStream in = new URL("http://127.0.0.1:" + port + "/metrics").openStream()) {
                in.readAllBytes();
            }
            System.out.println("scraped");
            // No exit and no close: only daemon threads are left.
        }
    }

    @Test
    void itNeedsNothingOfTheApplication() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout:none",
                "-Dio.prometheus.no.such.setting=bad",
                "-Dio.prometheus.exporter.http_server.port=no-number",
                "-cp",
                location(Probe.class),
                Probe.class.getName()));
        command.add(location(PrometheusEndpoint.class));
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
            if (entry.contains("prometheus-metrics-")) {
                command.add(entry);
            }
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        List<String> said =
                output.lines().filter(line -> !line.contains(" source: ")).toList();
        assertThat(said).containsExactly("scraped");
        assertThat(output.lines()
                        .filter(line -> line.startsWith("java.util.logging.")
                                || line.startsWith("com.sun.net.httpserver.")
                                || line.startsWith("javax.management.")))
                .isEmpty();
    }

    private static String location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
