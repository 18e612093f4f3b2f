package dev.replywise.demo.e2e;

import dev.replywise.demo.smtp.Exchange;
import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All dialogues in one JVM with one mail library, and what came of each. */
final class DialogueRun {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern BROKEN =
            Pattern.compile("java\\.net\\.SocketException: (Broken pipe|Connection reset)[^\n]*");

    private final Map<String, String> results = new HashMap<>();
    private final Map<String, List<Exchange>> exchanges = new HashMap<>();
    private final Map<String, List<JsonNode>> events = new HashMap<>();
    private final ChildJvm jvm;
    private final String log;

    private DialogueRun(ChildJvm jvm, String log) {
        this.jvm = jvm;
        this.log = log;
    }

    /** What the driver printed about a dialogue, port numbers left out. */
    String results(Dialogue dialogue) {
        return results.getOrDefault(dialogue.name(), "");
    }

    List<Exchange> exchanges(Dialogue dialogue) {
        return exchanges.getOrDefault(dialogue.name(), List.of());
    }

    List<JsonNode> events(Dialogue dialogue) {
        return events.getOrDefault(dialogue.name(), List.of());
    }

    ChildJvm jvm() {
        return jvm;
    }

    /** All that the agent logged. */
    String log() {
        return log;
    }

    /** Runs dialogues in a JVM that is set up as told. */
    static DialogueRun of(DriverSetup setup, List<Dialogue> dialogues) throws IOException, InterruptedException {
        Path directory = Build.directory().resolve("e2e").resolve(setup.name());
        Files.createDirectories(directory);
        Path logFile = directory.resolve("events.json");
        Files.deleteIfExists(logFile);
        Path ordersFile = directory.resolve("orders.txt");
        Path resultsFile = directory.resolve("results.txt");
        Files.deleteIfExists(resultsFile);
        Map<Integer, String> names = new LinkedHashMap<>();
        Map<String, ScriptedServer> servers = new HashMap<>();
        List<AutoCloseable> open = new ArrayList<>();
        StringBuilder orders = new StringBuilder();
        for (Dialogue dialogue : dialogues) {
            int port = serve(dialogue, servers, open);
            names.put(port, dialogue.name());
            orders.append(orders(setup.library(), dialogue, port));
        }
        Files.writeString(ordersFile, orders, StandardCharsets.UTF_8);
        ChildJvm jvm =
                ChildJvm.run(directory, setup.arguments(logFile, ordersFile, resultsFile), setup.isErrorClosed());
        String log = Files.exists(logFile) ? Files.readString(logFile, StandardCharsets.UTF_8) : "";
        DialogueRun run = new DialogueRun(jvm, log);
        for (Map.Entry<String, ScriptedServer> entry : servers.entrySet()) {
            entry.getValue().awaitEnd();
            // Each connection has a thread of its own: what the last words of one and the first of the next have for an
            // order is chance, where the application does not wait for the reply to QUIT.
            run.exchanges.put(
                    entry.getKey(),
                    entry.getValue().exchanges().stream()
                            .sorted(Comparator.comparingInt(Exchange::connection))
                            .toList());
        }
        for (AutoCloseable each : open) {
            close(each);
        }
        run.readResults(Files.exists(resultsFile) ? Files.readString(resultsFile, StandardCharsets.UTF_8) : "", names);
        log.lines()
                .map(JSON::readTree)
                .forEach(event -> run.events
                        .computeIfAbsent(
                                names.getOrDefault(event.path("server.port").asInt(0), "?"), k -> new ArrayList<>())
                        .add(event));
        return run;
    }

    private static int serve(Dialogue dialogue, Map<String, ScriptedServer> servers, List<AutoCloseable> open)
            throws IOException {
        if (dialogue.option("port").equals("refused")) {
            // Bound but not listening: nobody else can take the port, and a connect is refused.
            Socket reserved = new Socket();
            reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            open.add(reserved);
            return reserved.getLocalPort();
        }
        if (dialogue.option("port").equals("deaf")) {
            ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            open.add(deaf);
            // Fills the queue of connections that nobody accepts, so that the next one gets no answer.
            for (int i = 0; i < 2; i++) {
                Socket filler = new Socket();
                open.add(filler);
                filler.connect(deaf.getLocalSocketAddress(), 1000);
            }
            return deaf.getLocalPort();
        }
        ScriptedServer.Builder builder = ScriptedServer.builder(
                dialogue.scripts().stream().map(Script::parse).toList());
        if (!dialogue.option("tls").isEmpty()) {
            String[] words = dialogue.option("tls").split(" ");
            builder.tls(Build.tls().context(words[0]), words.length > 1 && words[1].equals("implicit"));
        }
        if (!dialogue.option("protocols").isEmpty()) {
            builder.protocols(dialogue.option("protocols").split(" "));
        }
        ScriptedServer server = builder.start();
        servers.put(dialogue.name(), server);
        open.add(server);
        return server.port();
    }

    private static String orders(MailLibrary library, Dialogue dialogue, int port) {
        List<String> lines = new ArrayList<>(List.of(
                "dialogue " + dialogue.name(),
                "set mail.smtp.host localhost",
                "set mail.smtp.port " + port,
                "set mail.smtp.localhost client.example",
                "set mail.smtp.connectiontimeout 5000",
                "set mail.smtp.timeout 5000"));
        if (library == MailLibrary.JAVAX_OLD) {
            // Left alone it offers TLS 1.0 only, which JDKs refuse by now.
            lines.add("set mail.smtp.ssl.protocols TLSv1.2");
        }
        lines.addAll(dialogue.orders());
        return String.join("\n", lines) + "\n";
    }

    private void readResults(String text, Map<Integer, String> names) {
        for (String part : text.split("(?m)^dialogue ", -1)) {
            int end = part.indexOf('\n');
            if (end > 0) {
                String said = part.substring(end + 1);
                for (Integer port : names.keySet()) {
                    said = said.replace(port.toString(), "PORT");
                }
                // Whether the reset or the failing write is seen first is chance, with the agent and without.
                said = BROKEN.matcher(said).replaceAll("java.net.SocketException: broken");
                results.put(part.substring(0, end), said);
            }
        }
    }

    private static void close(AutoCloseable each) throws IOException {
        try {
            each.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
