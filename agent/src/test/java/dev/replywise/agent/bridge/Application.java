package dev.replywise.agent.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An application with a framework of its own, in a class loader of its own. */
final class Application {
    private static final Path FRAMEWORKS = Paths.get("target", "frameworks").toAbsolutePath();

    private final Path folder;

    Application(Path folder) {
        this.folder = folder;
    }

    /** Logback, whose lines end with the whole MDC and, where it can, the key/value pairs. */
    URLClassLoader logback(String framework, boolean keyValuePairs) {
        return loader(
                framework,
                "",
                "logback.xml",
                "<configuration><appender name='F' class='ch.qos.logback.core.FileAppender'><file>" + log()
                        + "</file><encoder><pattern>%level %logger [%thread] %msg%n  mdc=%X%n"
                        + (keyValuePairs ? "  pairs=%kvp%n" : "")
                        + "</pattern></encoder></appender>"
                        + "<root level='DEBUG'><appender-ref ref='F'/></root></configuration>");
    }

    URLClassLoader log4j() {
        return loader(
                "log4j",
                "",
                "log4j2.xml",
                "<Configuration status='error'><Appenders><File name='F' fileName='" + log() + "'>"
                        + "<PatternLayout pattern='%p %c %m%n  context=%X%n'/></File></Appenders>"
                        + "<Loggers><Root level='debug'><AppenderRef ref='F'/></Root></Loggers></Configuration>");
    }

    /** Only the API of a framework: what its jars are called begins so. */
    URLClassLoader apiOnly(String framework, String jarPrefix) {
        return loader(framework, jarPrefix, "unused.xml", "");
    }

    URLClassLoader nop() {
        return mixed("slf4j2-logback", "slf4j-nop", "");
    }

    /** SLF4J as of one folder, and what is to stand behind it as of another. */
    URLClassLoader mixed(String api, String framework, String jarPrefix) {
        List<URL> urls = new ArrayList<>(jars(api, "slf4j-api"));
        urls.addAll(jars(framework, jarPrefix));
        return new URLClassLoader(urls.toArray(new URL[0]), platform());
    }

    /** Only a library, of which it may have several jars. */
    static URLClassLoader library(String framework) {
        return new URLClassLoader(jars(framework, "").toArray(new URL[0]), platform());
    }

    static ClassLoader empty() {
        return new URLClassLoader(new URL[0], platform());
    }

    Path log() {
        return folder.resolve("application.log");
    }

    String logged() throws IOException {
        return Files.exists(log()) ? Files.readString(log()) : "";
    }

    private URLClassLoader loader(String framework, String jarPrefix, String configName, String config) {
        try {
            Path resources = Files.createDirectories(folder.resolve("resources"));
            Files.write(resources.resolve(configName), config.getBytes(StandardCharsets.UTF_8));
            List<URL> urls = new ArrayList<>();
            urls.add(resources.toUri().toURL());
            urls.addAll(jars(framework, jarPrefix));
            return new URLClassLoader(urls.toArray(new URL[0]), platform());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<URL> jars(String framework, String prefix) {
        try (Stream<Path> files = Files.list(FRAMEWORKS.resolve(framework))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .map(Application::url)
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassLoader platform() {
        return ClassLoader.getSystemClassLoader().getParent();
    }
}
