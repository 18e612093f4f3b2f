import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * Lays out what goes into the agent's jar, run by the build as a single source file.
 *
 * <p>Arguments: the target folder, the agent's own classes, then the class path of what the agent brings. Only the
 * entry classes keep their place. All else goes into one archive, {@code inst/agent.bin}, of which the agent's class
 * {@code InnerArchive} says the form: no class loader but the agent's own finds it, and a JVM that starts does not read its
 * table of contents. Service files of the same name become one; licences go under
 * {@code META-INF/licenses/}. What is for other class loaders (module descriptors, classes for newer Java, build
 * records) is left out.
 */
public final class AgentLayout {
    private static final String ENTRY = "dev/replywise/agent/entry/";
    private static final String SERVICES = "META-INF/services/";

    /** What the OpenTelemetry agent looks for in an extension, where it looks for it. */
    private static final String EXTENSION = "dev/replywise/agent/extension/";

    private static final String EXTENSION_SERVICE = SERVICES + "io.opentelemetry.javaagent.extension.AgentListener";

    private final Path target;
    private final Map<String, Set<String>> services = new TreeMap<>();
    private final Map<String, String> origins = new TreeMap<>();
    private final Map<Integer, Hidden> archive = new TreeMap<>();

    private AgentLayout(Path target) {
        this.target = target;
    }

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        deleteTree(target);
        AgentLayout layout = new AgentLayout(target);
        layout.addAll(Path.of(arguments[1]), "replywise-agent");
        for (String element : arguments[2].split(System.getProperty("path.separator"))) {
            Path path = Path.of(element);
            if (Files.isDirectory(path)) {
                layout.addAll(path, "replywise");
            } else {
                String jar = path.getFileName().toString();
                try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + path.toUri()), Map.of())) {
                    layout.addAll(zip.getPath("/"), jar.substring(0, jar.length() - ".jar".length()));
                }
            }
        }
        layout.writeArchive();
    }

    private void addAll(Path root, String artefact) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                add(root.relativize(file).toString().replace('\\', '/'), file, artefact);
            }
        }
    }

    private void add(String name, Path file, String artefact) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.matches("(meta-inf/)?(.*/)?(license|notice|copying)[^/]*")
                || lower.matches("meta-inf/licenses/[^/]+")) {
            copy(file, "META-INF/licenses/" + artefact + "/" + name.substring(name.lastIndexOf('/') + 1), artefact);
        } else if (name.startsWith("net/bytebuddy/") && !name.startsWith("net/bytebuddy/jar/asm/")) {
            // Hooking takes only the class file reader and writer.
            return;
        } else if (name.startsWith("io/opentelemetry/javaagent/")) {
            // A signature to compile against.
            return;
        } else if (name.equals(EXTENSION_SERVICE)) {
            copy(file, name, artefact);
        } else if (name.startsWith(SERVICES)) {
            services.computeIfAbsent(name, key -> new LinkedHashSet<>()).addAll(providers(file));
        } else if (name.endsWith("module-info.class") || name.endsWith("package-info.class")) {
            return;
        } else if (name.startsWith("META-INF/")) {
            return;
        } else if (name.startsWith(ENTRY) || name.startsWith(EXTENSION)) {
            copy(file, name, artefact);
        } else {
            hide(file, name, artefact);
        }
    }

    private static List<String> providers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("#.*", "").trim())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private void copy(Path file, String name, String artefact) throws IOException {
        String before = origins.put(name, artefact);
        if (before != null) {
            throw new IOException(name + " is both in " + before + " and in " + artefact);
        }
        Path to = target.resolve(name);
        Files.createDirectories(to.getParent());
        Files.write(to, Files.readAllBytes(file));
    }

    private void hide(Path file, String name, String artefact) throws IOException {
        String before = origins.put("inst/" + name, artefact);
        if (before != null) {
            throw new IOException(name + " is both in " + before + " and in " + artefact);
        }
        hidden(name, Files.readAllBytes(file));
    }

    private void hidden(String name, byte[] content) throws IOException {
        if (archive.put(name.hashCode(), new Hidden(name, content)) != null) {
            throw new IOException("the hash of " + name + " is that of another file");
        }
    }

    private record Hidden(String name, byte[] content) {}

    private void writeArchive() throws IOException {
        for (Map.Entry<String, Set<String>> service : services.entrySet()) {
            hidden(service.getKey(), (String.join("\n", service.getValue()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream files = new ByteArrayOutputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(archive.size());
        int first = 4 + 16 * archive.size();
        for (Map.Entry<Integer, Hidden> file : archive.entrySet()) {
            int before = files.size();
            new DataOutputStream(files).writeUTF(file.getValue().name());
            files.write(deflated(file.getValue().content()));
            out.writeInt(file.getKey());
            out.writeInt(first + before);
            out.writeInt(files.size() - before);
            out.writeInt(file.getValue().content().length);
        }
        files.writeTo(out);
        Files.createDirectories(target.resolve("inst"));
        Files.write(target.resolve("inst/agent.bin"), bytes.toByteArray());
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                return delete(file);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
                return delete(folder);
            }

            private FileVisitResult delete(Path path) {
                try {
                    Files.delete(path);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
