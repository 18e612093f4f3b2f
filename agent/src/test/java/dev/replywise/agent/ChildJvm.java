package dev.replywise.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program in a JVM of its own. */
final class ChildJvm {
    static final Path AGENT = Path.of(System.getProperty("agent.jar", "target/replywise-agent.jar"));

    private static final int LIMIT_SECONDS = 120;

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    private ChildJvm(Path home) {
        command.add(home.resolve("bin/java").toString());
    }

    static ChildJvm of(Path home) {
        return new ChildJvm(home);
    }

    static ChildJvm ofThisJava() {
        return new ChildJvm(Path.of(System.getProperty("java.home")));
    }

    /** Homes of the JDKs beside the one that runs the tests, by feature version; itself included. */
    static Map<Integer, Path> jdks() {
        Map<Integer, Path> homes = new LinkedHashMap<>();
        Path own = Path.of(System.getProperty("java.home"));
        homes.put(Runtime.version().feature(), own);
        try (Stream<Path> siblings = Files.list(own.toRealPath().getParent())) {
            for (Path home : (Iterable<Path>) siblings.sorted()::iterator) {
                Path release = home.resolve("release");
                if (Files.isRegularFile(release) && Files.isExecutable(home.resolve("bin/java"))) {
                    for (String line : Files.readAllLines(release)) {
                        if (line.startsWith("JAVA_VERSION=\"")) {
                            String version = line.substring("JAVA_VERSION=\"".length(), line.length() - 1);
                            homes.putIfAbsent(Runtime.Version.parse(version).feature(), home);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return homes;
    }

    ChildJvm agent(String options) {
        return with("-javaagent:" + AGENT + (options.isEmpty() ? "" : "=" + options));
    }

    ChildJvm with(String... arguments) {
        command.addAll(List.of(arguments));
        return this;
    }

    ChildJvm env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Result run() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL") || name.startsWith("REPLYWISE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> out = text(process.getInputStream());
        CompletableFuture<String> err = text(process.getErrorStream());
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still runs: " + command + "\n" + err.get());
        }
        return new Result(process.exitValue(), out.get(), err.get());
    }

    private static CompletableFuture<String> text(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    record Result(int status, String out, String err) {}
}
