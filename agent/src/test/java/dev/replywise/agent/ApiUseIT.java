package dev.replywise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.codehaus.mojo.animal_sniffer.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every class in the jar uses only what Java 8 has, but for those that are known to ask first. */
class ApiUseIT {
    /** Classes or packages, and why newer or internal API in them does no harm on Java 8. */
    private static final Map<String, String> EXCEPTIONS = new LinkedHashMap<>();

    static {
        EXCEPTIONS.put("dev/replywise/sink/slf4j/", "links the application's SLF4J; compiled for Java 8's own API");
        EXCEPTIONS.put("dev/replywise/sink/log4j/", "links the application's Log4j; compiled for Java 8's own API");
        EXCEPTIONS.put("dev/replywise/sink/otel/", "links OpenTelemetry's API; compiled for Java 8's own API");
        EXCEPTIONS.put("dev/replywise/agent/otel/", "links OpenTelemetry's API or our exporter's SDK; likewise");
        EXCEPTIONS.put("dev/replywise/sink/micrometer/", "links the application's Micrometer; compiled as the others");
        EXCEPTIONS.put("dev/replywise/sink/jfr/", "links Flight Recorder; loaded only where that is at work");
        EXCEPTIONS.put(
                "org/snakeyaml/engine/v2/scanner/ScannerImpl.class:2193: Undefined reference: java.nio.ByteBuffer",
                "percent escapes in a YAML tag, which no data file uses");
    }

    @Test
    void usesJava8Only(@TempDir Path folder) throws Exception {
        Set<String> own = unpack(folder);
        Set<String> findings = new TreeSet<>();
        try (InputStream signatures = new FileInputStream(System.getProperty("java18.signature"))) {
            SignatureChecker checker = new SignatureChecker(signatures, own, new Collector(folder, findings));
            checker.setSourcePath(List.of());
            checker.process(folder.toFile());
        }
        Set<String> unexpected = new TreeSet<>(findings);
        unexpected.removeIf(finding -> EXCEPTIONS.keySet().stream().anyMatch(finding::startsWith));
        assertThat(unexpected).isEmpty();
        assertThat(EXCEPTIONS.keySet())
                .as("exceptions that are needed no longer")
                .allMatch(prefix -> findings.stream().anyMatch(finding -> finding.startsWith(prefix)));
    }

    private static Set<String> unpack(Path folder) throws Exception {
        Map<String, byte[]> files = InnerFiles.read();
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                files.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
            }
        }
        Set<String> names = new TreeSet<>();
        for (Map.Entry<String, byte[]> entry : files.entrySet()) {
            String name = entry.getKey();
            if (name.endsWith(".class")) {
                names.add(name.substring(0, name.lastIndexOf('.')));
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, entry.getValue());
            }
        }
        return names;
    }

    private record Collector(Path folder, Set<String> findings) implements Logger {
        @Override
        public void info(String message) {}

        @Override
        public void info(String message, Throwable failure) {}

        @Override
        public void debug(String message) {}

        @Override
        public void debug(String message, Throwable failure) {}

        @Override
        public void warn(String message) {
            add(message);
        }

        @Override
        public void warn(String message, Throwable failure) {
            add(message);
        }

        @Override
        public void error(String message) {
            add(message);
        }

        @Override
        public void error(String message, Throwable failure) {
            add(message);
        }

        private void add(String message) {
            findings.add(message.replace(folder + "/", ""));
        }
    }
}
