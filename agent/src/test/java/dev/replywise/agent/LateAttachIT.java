package dev.replywise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Into a running JVM, into it again, and out of it. */
class LateAttachIT {
    private static final String OWN = "dev.replywise.agent.hook.Carrier";
    private static final String LIBRARYS = "java.io.BufferedOutputStream";

    @Test
    void comesAndGoes(@TempDir Path folder) throws Exception {
        String classPath = Apps.compile("Attachable", "angus", folder);
        Path errors = folder.resolve("errors");
        try (ScriptedServer server = new ScriptedServer();
                Target target = new Target(classPath, server.port(), errors)) {
            assertThat(target.say("connect")).isEqualTo(LIBRARYS);
            assertThat(target.say("send")).isEqualTo(LIBRARYS);

            target.load("log=off,metrics=off");
            assertThat(target.say("send"))
                    .as("the open connection is taken over")
                    .isEqualTo(OWN);
            assertThat(target.say("connect")).isEqualTo(OWN);

            target.load("log=off,metrics=jmx");
            assertThat(target.say("connect")).isEqualTo(OWN);
            assertThat(target.say("send")).isEqualTo(OWN);

            Path answer = Files.createFile(folder.resolve("answer"));
            target.load("--detach=" + answer);
            assertThat(answer).hasContent("1");
            assertThat(target.say("send"))
                    .as("open connections keep their stream")
                    .isEqualTo(OWN);
            assertThat(target.say("connect")).isEqualTo(LIBRARYS);
            target.load("--detach=" + answer);
            assertThat(answer).hasContent("0");
            target.load("--detach");
            target.load("--detach=" + folder.resolve("none"));
            assertThat(folder.resolve("none")).doesNotExist();

            target.load("log=off,metrics=off");
            assertThat(target.say("connect")).isEqualTo(OWN);
            target.load("enabled=false");
            assertThat(target.say("connect")).isEqualTo(LIBRARYS);
            assertThat(server.dialogue().stream().filter(line -> line.startsWith("S: 250 2.0.0 Ok: queued")))
                    .hasSize(4);
        }
        assertThat(Files.readString(errors))
                .satisfies(text -> assertThat(text.lines().filter(line -> !line.startsWith("WARNING: ")))
                        .isEmpty());
    }

    private static final class Target implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final PrintWriter in;

        Target(String classPath, int port, Path errors) throws IOException {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath,
                            "Attachable",
                            "" + port))
                    .redirectError(errors.toFile())
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
            assertThat(out.readLine()).isEqualTo("ready");
        }

        String say(String line) throws IOException {
            in.println(line);
            return String.valueOf(out.readLine());
        }

        void load(String options) throws Exception {
            VirtualMachine machine = VirtualMachine.attach("" + process.pid());
            try {
                machine.loadAgent(ChildJvm.AGENT.toAbsolutePath().toString(), options);
            } finally {
                machine.detach();
            }
        }

        @Override
        public void close() throws Exception {
            in.close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
