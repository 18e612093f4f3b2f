package dev.replywise.demo;

import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import dev.replywise.demo.smtp.ServerTls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the mail service with the agent attached against a scripted server and prints the service's own log, its metrics
 * page, and what the events say, as a table.
 *
 * <p>Arguments: the agent's jar, and a directory for throw-away certificates. Exit status 1 when a mail brought no event.
 */
public final class Demo {
    private Demo() {}

    /** Takes everything from the arguments and from free loopback ports; nothing has to be set up. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path agent = Path.of(args[0]).toAbsolutePath().normalize();
        if (!Files.exists(agent)) {
            System.err.println("no agent at " + agent + ": build it with mvn package");
            System.exit(2);
        }
        ServerTls tls = ServerTls.in(Path.of(args[1]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Script> scripts = Scene.ALL.stream()
                .filter(scene -> !scene.isUnreachable())
                .map(scene -> Script.parse(scene.script()))
                .toList();
        boolean complete;
        try (Socket nobody = new Socket();
                ScriptedServer server = ScriptedServer.builder(scripts)
                        .tls(tls.context("good"), false)
                        .start()) {
            // Bound but not listening: a connect is refused, and nobody else can take the port.
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            complete = run(agent, tls, server.port(), nobody.getLocalPort(), out);
        }
        System.exit(complete ? 0 : 1);
    }

    private static boolean run(Path agent, ServerTls tls, int port, int deadPort, PrintStream out)
            throws IOException, InterruptedException {
        int metricsPort = freePort();
        long start = System.nanoTime();
        String full =
                Scene.ALL.stream().filter(Scene::isInDetail).map(Scene::name).collect(Collectors.joining(", "));
        out.println("== The service's own log, in full for " + full + "; of the others what is worth knowing");
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + agent + "=prometheus.port=" + metricsPort,
                        "-Djavax.net.ssl.trustStore=" + tls.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + ServerTls.PASSWORD,
                        "-cp",
                        System.getProperty("java.class.path"),
                        MailService.class.getName(),
                        Integer.toString(port),
                        Integer.toString(deadPort))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        SceneTable table = new SceneTable();
        try (BufferedReader log = service.inputReader(StandardCharsets.UTF_8)) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                out.println(line);
                table.add(line);
                if (line.contains(MailService.DONE)) {
                    out.println();
                    out.println("== Its metrics page, http://127.0.0.1:" + metricsPort
                            + "/metrics, histogram buckets left out");
                    page(metricsPort)
                            .lines()
                            .filter(each -> !each.contains("_bucket{"))
                            .forEach(out::println);
                    out.println();
                    service.getOutputStream().close();
                }
            }
        } finally {
            if (!service.waitFor(10, TimeUnit.SECONDS)) {
                service.destroyForcibly();
            }
        }
        out.println("== What the events say");
        table.print(out);
        out.println();
        out.println("ended in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
        return table.isComplete();
    }

    private static String page(int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "not to be had: " + e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
