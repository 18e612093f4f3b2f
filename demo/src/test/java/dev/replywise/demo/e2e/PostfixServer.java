package dev.replywise.demo.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real Postfix with postgrey in a private directory, on free loopback ports. Needs root and Debian's packages. */
final class PostfixServer implements AutoCloseable {
    static final String USER = "alice@mx.example.test";
    static final String PASSWORD = "correct-horse";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The listeners of {@code master.cf}. */
    enum Service {
        PLAIN,
        GREY,
        SUBMISSION,
        BANNED,
        BROKEN,
        POLICY
    }

    private final Path dir;
    private final Map<Service, Integer> ports;
    private final Process postgrey;

    private PostfixServer(Path dir, Map<Service, Integer> ports, Process postgrey) {
        this.dir = dir;
        this.ports = ports;
        this.postgrey = postgrey;
    }

    /** What is missing on this machine to run it, or an empty string. */
    static String missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "root";
        }
        for (String tool : List.of("postfix", "postgrey", "saslpasswd2", "openssl")) {
            if (find(tool) == null) {
                return tool;
            }
        }
        return Files.exists(Path.of("/usr/lib/postfix/postfix-pcre.so")) ? "" : "postfix-pcre";
    }

    static PostfixServer start(Path dir) throws IOException, InterruptedException {
        Map<Service, Integer> ports = freePorts();
        Path etc = dir.resolve("etc");
        Files.createDirectories(etc.resolve("sasl"));
        for (String sub : List.of("queue", "data", "log", "postgrey")) {
            Files.createDirectories(dir.resolve(sub));
        }
        for (Path p = dir; p != null && !p.equals(Path.of("/")) && !p.equals(Path.of("/tmp")); p = p.getParent()) {
            letOthersPass(p);
        }
        for (String file : List.of("main.cf", "master.cf", "recipient.pcre", "sender.pcre", "end-of-data.pcre")) {
            Files.writeString(etc.resolve(file), configuration(file, dir, ports));
        }
        Files.writeString(
                etc.resolve("sasl/smtpd.conf"),
                "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: " + dir
                        + "/data/sasldb2\nmech_list: PLAIN LOGIN\n");
        run("chown", "postfix", dir.resolve("data").toString());
        run("chown", "postgrey:postgrey", dir.resolve("postgrey").toString());
        runWithInput(
                PASSWORD, "saslpasswd2", "-p", "-c", "-f", dir + "/data/sasldb2", "-u", "mx.example.test", "alice");
        run("chown", "postfix", dir + "/data/sasldb2");
        run(("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                        + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout " + etc + "/key.pem -out " + etc
                        + "/cert.pem")
                .split(" "));
        Process postgrey = new ProcessBuilder(
                        Objects.requireNonNull(find("postgrey")),
                        "--inet=127.0.0.1:" + ports.get(Service.POLICY),
                        "--dbdir=" + dir.resolve("postgrey"),
                        "--delay=300",
                        "--user=postgrey",
                        "--group=postgrey",
                        "--whitelist-clients=/dev/null",
                        "--whitelist-recipients=/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log/postgrey.log").toFile())
                .start();
        PostfixServer server = new PostfixServer(dir, ports, postgrey);
        try {
            run("postfix", "-c", etc.toString(), "start");
            for (int port : ports.values()) {
                awaitPort(port);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    int port(Service service) {
        return Objects.requireNonNull(ports.get(service));
    }

    /** The self-signed certificate of the TLS listeners, PEM. */
    Path certificate() {
        return dir.resolve("etc/cert.pem");
    }

    @Override
    public void close() {
        try {
            run("postfix", "-c", dir.resolve("etc").toString(), "stop");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            postgrey.destroy();
        }
    }

    private static String configuration(String file, Path dir, Map<Service, Integer> ports) throws IOException {
        try (InputStream in = PostfixServer.class.getResourceAsStream("/postfix/" + file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@DIR@", dir.toString());
            for (Map.Entry<Service, Integer> port : ports.entrySet()) {
                text = text.replace("@" + port.getKey() + "@", port.getValue().toString());
            }
            return text;
        }
    }

    private static Map<Service, Integer> freePorts() throws IOException {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        List<ServerSocket> held = new ArrayList<>();
        for (Service service : Service.values()) {
            ServerSocket socket = new ServerSocket(0);
            held.add(socket);
            ports.put(service, socket.getLocalPort());
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }

    private static void letOthersPass(Path folder) throws IOException {
        try {
            var permissions = Files.getPosixFilePermissions(folder);
            permissions.addAll(PosixFilePermissions.fromString("--x--x--x"));
            Files.setPosixFilePermissions(folder, permissions);
        } catch (java.nio.file.FileSystemException ignored) {
            // A folder above that is not ours to change; if it keeps Postfix out, Postfix says so.
        }
    }

    private static @Nullable String find(String tool) {
        return List.of("/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/").stream()
                .map(folder -> folder + tool)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse(null);
    }

    private static void awaitPort(int port) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        runWithInput("", command);
    }

    private static void runWithInput(String input, String... command) throws IOException, InterruptedException {
        List<String> full = new ArrayList<>(Arrays.asList(command));
        full.set(0, Objects.requireNonNull(find(command[0]), command[0]));
        Path output = Files.createTempFile("replywise", ".out");
        Process process = new ProcessBuilder(full)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroy();
            throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
        }
        Files.delete(output);
    }
}
