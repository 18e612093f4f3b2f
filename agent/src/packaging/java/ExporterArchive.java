import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Puts the exporter that the agent brings into one archive, run by the build as a single source file after the layout of
 * the rest: as one entry of the agent's jar it costs a start nothing.
 *
 * <p>Arguments: the layout's folder, and the class path of the exporter. Licences go beside those of the rest.
 */
public final class ExporterArchive {
    private static final String SERVICES = "META-INF/services/";

    private final Path target;
    private final Map<String, byte[]> contents = new TreeMap<>();
    private final Map<String, Set<String>> services = new TreeMap<>();

    private ExporterArchive(Path target) {
        this.target = target;
    }

    public static void main(String[] arguments) throws IOException {
        ExporterArchive archive = new ExporterArchive(Path.of(arguments[0]));
        for (String element : arguments[1].split(System.getProperty("path.separator"))) {
            Path jar = Path.of(element);
            String artefact = jar.getFileName().toString().replaceFirst("\\.jar$", "");
            try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
                    Stream<Path> files = Files.walk(zip.getPath("/"))) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                    archive.add(file.toString().substring(1), file, artefact);
                }
            }
        }
        archive.write();
    }

    private void add(String name, Path file, String artefact) throws IOException {
        if (name.toLowerCase(Locale.ROOT).matches("(meta-inf/)?(.*/)?(license|notice|copying)[^/]*")) {
            Path to = target.resolve("META-INF/licenses/" + artefact + "/" + file.getFileName());
            Files.createDirectories(to.getParent());
            Files.write(to, Files.readAllBytes(file));
        } else if (name.startsWith(SERVICES)) {
            Files.readAllLines(file).stream()
                    .map(line -> line.replaceFirst("#.*", "").trim())
                    .filter(line -> !line.isEmpty())
                    .forEach(provider -> services.computeIfAbsent(name, key -> new LinkedHashSet<>())
                            .add(provider));
        } else if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
            if (contents.put(name, Files.readAllBytes(file)) != null) {
                throw new IOException(name + " is there twice");
            }
        }
    }

    private void write() throws IOException {
        services.forEach((name, providers) ->
                contents.put(name, (String.join("\n", providers) + "\n").getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            // Compressed here, as the jar around it is not.
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                ZipEntry entry = new ZipEntry(content.getKey());
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(content.getValue());
            }
        }
        try (OutputStream out = Files.newOutputStream(target.resolve("inst/exporter.zip"))) {
            bytes.writeTo(out);
        }
    }
}
