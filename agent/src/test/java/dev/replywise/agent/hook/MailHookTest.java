package dev.replywise.agent.hook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.agent.Apps;
import dev.replywise.agent.Certificates;
import dev.replywise.agent.ScriptedServer;
import dev.replywise.agent.entry.Bridge;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.ReplyPipeline;
import dev.replywise.event.SmtpEvent;
import dev.replywise.event.SmtpEventListener;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The events of whole dialogues, in order, from each mail library; each lies in a class loader of its own. */
class MailHookTest {
    private static final String ONE = "recipient@example.org";
    private static final String THREE = "a@example.org,b@example.org,c@example.org";

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());

    private static final Map<String, String> CLASS_PATHS = new HashMap<>();
    private static Path keyStore = Path.of("");

    private long suppressedBefore;

    @BeforeAll
    static void prepare(@TempDir Path folder) throws Exception {
        keyStore = Certificates.keyStore(folder);
        Certificates.trust(keyStore);
        // Old libraries speak nothing newer than TLS 1.0.
        Security.setProperty("jdk.tls.disabledAlgorithms", "");
        for (String library : Apps.MAIL_LIBRARIES) {
            CLASS_PATHS.put(library, Apps.compile("SendMail", library, Files.createDirectory(folder.resolve(library))));
        }
    }

    @BeforeEach
    void listen() throws Exception {
        suppressedBefore = SuppressedErrors.count();
        ReplyPipeline pipeline = new ReplyPipeline(ReplyClassifier.builtIn(), problems::add);
        pipeline.addListener(new Recorder());
        TransportProbe probe = new TransportProbe(() -> pipeline);
        Function<Object[], Object> core = call -> call[0].equals(TransportProbe.CONNECTING)
                ? probe.connecting(call[1], (String) call[2], (Integer) call[3])
                : probe.streams(call);
        connectBridgeTo(core);
    }

    @AfterEach
    void nothingWasSuppressed() throws Exception {
        connectBridgeTo(null);
        assertThat(problems).isEmpty();
        assertThat(SuppressedErrors.count()).isEqualTo(suppressedBefore);
    }

    static List<String> libraries() {
        return Apps.MAIL_LIBRARIES;
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void seesAnAcceptedMail(String library) throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            send(library, server, ONE);
        }
        assertThat(events)
                .containsExactly(
                        "CONNECT 220",
                        "EHLO 250",
                        "connected",
                        "MAIL 250",
                        "RCPT 250 recipient@example.org",
                        "DATA 354",
                        "END_OF_DATA 250",
                        "accepted 1/0/0/0 <1@client.example.com>",
                        // The application asked isConnected().
                        "NOOP 250",
                        "QUIT 221");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void seesEachRecipientOfAPartialSend(String library) throws Exception {
        try (ScriptedServer server = new ScriptedServer().answer("RCPT TO:<b", "550 5.1.1 no such user")) {
            send(library, server, THREE + " mail.smtp.sendpartial=true");
        }
        assertThat(events)
                .containsSubsequence(
                        "RCPT 250 a@example.org",
                        "RCPT 550 b@example.org",
                        "RCPT 250 c@example.org",
                        "DATA 354",
                        "END_OF_DATA 250",
                        "partial 2/0/1/0 <1@client.example.com>");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void seesThatTheFinalReplyWasLost(String library) throws Exception {
        try (ScriptedServer server = new ScriptedServer().answer("BODY", ScriptedServer.DROP)) {
            send(library, server, ONE);
        }
        assertThat(events)
                .containsSubsequence(
                        "DATA 354", "END_OF_DATA failed connection-lost", "unknown 0/0/0/1 <1@client.example.com>");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void seesTheTlsVersionAfterStarttls(String library) throws Exception {
        try (ScriptedServer server = new ScriptedServer()
                .tls(Certificates.server(keyStore), false)
                .answer("EHLO", "250-mx.example\r\n250 STARTTLS")) {
            send(library, server, ONE + " mail.smtp.starttls.enable=true");
        }
        assertThat(events)
                .startsWith(
                        "CONNECT 220",
                        "EHLO 250",
                        "STARTTLS 220",
                        "EHLO 250 TLS " + newest(library),
                        "connected TLS " + newest(library),
                        "MAIL 250 TLS " + newest(library));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void seesTheTlsVersionFromTheStart(String library) throws Exception {
        try (ScriptedServer server = new ScriptedServer().tls(Certificates.server(keyStore), true)) {
            send(library, server, ONE + " smtps");
        }
        String version = newest(library);
        assertThat(events)
                .startsWith("CONNECT 220 TLS " + version, "EHLO 250 TLS " + version, "connected TLS " + version);
    }

    /** The newest version a library asks for by itself. */
    private static String newest(String library) {
        return library.matches("javax-1\\.[45].*") ? "1.0" : "1.3";
    }

    /** The library closes the connection inside the read of a malformed reply; its QUIT and 221 come second. */
    @ParameterizedTest
    @MethodSource("libraries")
    void keepsNestedReadsApart(String library) throws Exception {
        try (ScriptedServer server = new ScriptedServer().answer("MAIL", "2xx what")) {
            send(library, server, ONE);
        }
        assertThat(events).containsSubsequence("EHLO 250", "connected", "MAIL 0", "QUIT 221 secondary");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void seesARefusedConnection(String library) throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        run(library, port + " " + ONE);
        assertThat(events).containsExactly("CONNECT failed connect-refused 127.0.0.1:" + port);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void seesARefusedLoginWithoutItsSecret(String library) throws Exception {
        try (ScriptedServer server = new ScriptedServer()
                .answer("EHLO", "250-mx.example\r\n250 AUTH PLAIN")
                .answer("AUTH", "535 5.7.8 wrong")) {
            send(library, server, ONE + " mail.smtp.auth=true mail.smtp.user=user");
        }
        assertThat(events).startsWith("CONNECT 220", "EHLO 250", "AUTH 535").doesNotContain("connected");
    }

    private void send(String library, ScriptedServer server, String mail) throws Exception {
        run(library, server.port() + " " + mail);
    }

    private void run(String library, String mail) throws Exception {
        String classPath = requireNonNull(CLASS_PATHS.get(library));
        try (HookedLoader loader = new HookedLoader(classPath)) {
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            PrintStream out = System.out;
            Thread.currentThread().setContextClassLoader(loader);
            System.setOut(new PrintStream(OutputStream.nullOutputStream()));
            try {
                loader.loadClass("SendMail").getMethod("main", String[].class).invoke(null, (Object)
                        new String[] {mail});
            } finally {
                System.setOut(out);
                Thread.currentThread().setContextClassLoader(before);
            }
        }
    }

    private static void connectBridgeTo(@Nullable Function<Object[], Object> function) throws Exception {
        Field field = Class.forName(Bridge.class.getPackageName() + ".Core").getDeclaredField("function");
        field.setAccessible(true);
        field.set(null, function);
    }

    /** Sees nothing of the tests' class path, as an application server's loaders do not. */
    private static final class HookedLoader extends URLClassLoader {
        private final MailHook hook = new MailHook();

        HookedLoader(String classPath) throws IOException {
            super(urls(classPath), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] urls(String classPath) throws IOException {
            List<URL> urls = new ArrayList<>();
            for (String element : classPath.split(File.pathSeparator)) {
                urls.add(new File(element).toURI().toURL());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.endsWith(".mail.smtp.SMTPTransport")) {
                return super.findClass(name);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] hooked = hook.hook(this, name.replace('.', '/'), in.readAllBytes());
                if (hooked == null) {
                    throw new ClassNotFoundException(name + " not hooked");
                }
                return defineClass(name, hooked, 0, hooked.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private final class Recorder implements SmtpEventListener {
        @Override
        public void onReply(ReplyEvent event) {
            add(
                    event.command().name(),
                    "" + event.reply().code().value(),
                    event.recipient(),
                    event.secondary() ? "secondary" : "",
                    tls(event));
        }

        @Override
        public void onMessage(MessageEvent event) {
            add(
                    event.outcome().id(),
                    event.accepted() + "/" + event.transientlyRefused() + "/" + event.permanentlyRefused() + "/"
                            + event.unsent(),
                    event.messageId());
        }

        @Override
        public void onConnection(ConnectionEvent event) {
            if (event.connected()) {
                add(event.errorType().isEmpty() ? "connected" : "connected, but " + event.errorType(), tls(event));
            } else {
                add(
                        event.command().name(),
                        "failed",
                        event.classification().cause().id(),
                        event.command().name().equals("CONNECT")
                                ? event.session().serverAddress() + ":"
                                        + event.session().serverPort()
                                : "");
            }
        }

        private String tls(SmtpEvent event) {
            String version = event.session().tlsProtocolVersion();
            return version.isEmpty() ? "" : "TLS " + version;
        }

        private void add(String... words) {
            events.add(String.join(
                    " ", Stream.of(words).filter(word -> !word.isEmpty()).toList()));
        }
    }
}
