package dev.replywise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachCommandTest {
    private static final String AGENT_JAR = "replywise.agent.jar";

    /** Stands in for the agent: says with which arguments it was loaded. */
    public static final class EchoAgent {
        private static final AtomicBoolean DETACHED = new AtomicBoolean();

        private EchoAgent() {}

        public static void agentmain(String arguments, Instrumentation instrumentation) throws IOException {
            System.out.println("agent: " + arguments);
            // As the agent does: the first detach finds something, the second nothing.
            if (arguments.startsWith("--detach=")) {
                Files.writeString(
                        Path.of(arguments.substring("--detach=".length())), DETACHED.getAndSet(true) ? "0" : "1");
            }
        }
    }

    /** Runs until its input ends. */
    public static final class Application {
        private Application() {}

        public static void main(String[] args) throws IOException {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    private Process application;
    private BufferedReader applicationOutput;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("echo-agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", EchoAgent.class.getName());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(fileOf(EchoAgent.class)));
            out.write(octetsOf(EchoAgent.class));
        }
        // The agent's class must come from the jar, so the application has a class path of its own.
        Path classes = folder.resolve("classes");
        Path application = classes.resolve(fileOf(Application.class));
        Files.createDirectories(Objects.requireNonNull(application.getParent()));
        Files.write(application, octetsOf(Application.class));
        System.setProperty(AGENT_JAR, jar.toString());
        this.application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes.toString(),
                        Application.class.getName())
                .redirectErrorStream(true)
                .start();
        applicationOutput =
                new BufferedReader(new InputStreamReader(this.application.getInputStream(), StandardCharsets.UTF_8));
        assertThat(applicationOutput.readLine()).isEqualTo("ready");
    }

    private static String fileOf(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] octetsOf(Class<?> type) throws IOException {
        try (InputStream in = type.getClassLoader().getResourceAsStream(fileOf(type))) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty(AGENT_JAR);
        application.getOutputStream().close();
        application.waitFor();
    }

    @Test
    void theAgentIsLoadedWithItsOptionsAndTakenOutAgain() throws IOException {
        String pid = Long.toString(application.pid());

        CommandLineRun before = CommandLineRun.of("detach", pid);
        CommandLineRun attached = CommandLineRun.of("attach", pid, "log=json,metrics=off");
        String loaded = nextAgentLine();
        CommandLineRun detached = CommandLineRun.of("detach", pid);

        if (Files.isDirectory(Path.of("/proc/self/fd"))) {
            assertThat(before.status()).isEqualTo(Main.NO);
            assertThat(before.err()).isEqualTo("replywise: the agent is not attached to " + pid + "\n");
        }
        assertThat(attached).isEqualTo(new CommandLineRun(Main.OK, "attached to " + pid + "\n", ""));
        assertThat(loaded).isEqualTo("agent: log=json,metrics=off");
        assertThat(detached).isEqualTo(new CommandLineRun(Main.OK, "detached from " + pid + "\n", ""));
        String asked = nextAgentLine();
        assertThat(asked).startsWith("agent: --detach=");
        assertThat(Path.of(asked.substring("agent: --detach=".length()))).doesNotExist();
        assertThat(CommandLineRun.of("detach", pid))
                .isEqualTo(new CommandLineRun(Main.NO, "", "replywise: the agent is not attached to " + pid + "\n"));
    }

    @Test
    void withoutAProcessTheJvmsAreListed() {
        CommandLineRun run = CommandLineRun.of("attach");

        assertThat(run.status()).isEqualTo(Main.USAGE);
        assertThat(run.out()).contains(Application.class.getName());
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void aProcessThatIsNotThereIsAnsweredWithNo() {
        CommandLineRun run = CommandLineRun.of("attach", "4194999");

        assertThat(run.status()).isEqualTo(Main.NO);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("4194999");
    }

    /** Newer JDKs warn before the first agent. */
    private String nextAgentLine() throws IOException {
        String line = applicationOutput.readLine();
        while (line != null && !line.startsWith("agent: ")) {
            line = applicationOutput.readLine();
        }
        return String.valueOf(line);
    }
}
