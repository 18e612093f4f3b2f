package dev.replywise.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles the small applications under {@code src/test/resources/apps} against a mail library of choice. */
public final class Apps {
    /** The folders under {@code target/mail-libs}, oldest library last. */
    public static final List<String> MAIL_LIBRARIES =
            List.of("angus", "jakarta-2", "jakarta-1", "javax-1.6", "javax-1.5", "javax-1.4", "javax-1.4.1");

    private Apps() {}

    /** Compiles into a folder and returns the class path to run it with. */
    public static String compile(String app, String library, Path folder) throws IOException {
        String source;
        try (InputStream in = Apps.class.getResourceAsStream("/apps/" + app + ".java")) {
            source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!library.equals("angus") && !library.equals("jakarta-2")) {
            source = source.replace("jakarta.mail", "javax.mail");
        }
        Path file = folder.resolve(app + ".java");
        Files.writeString(file, source);
        String classPath = classPath(library);
        List<String> arguments = new ArrayList<>(List.of("--release", "8", "-Xlint:-options", "-d", folder.toString()));
        if (!classPath.isEmpty()) {
            arguments.addAll(List.of("-cp", classPath));
        }
        arguments.add(file.toString());
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new AssertionError(app + " does not compile against " + library);
        }
        return folder + (classPath.isEmpty() ? "" : File.pathSeparator + classPath);
    }

    private static String classPath(String library) throws IOException {
        if (library.isEmpty()) {
            return "";
        }
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("mail.libs", "target/mail-libs"), library))) {
            return String.join(
                    File.pathSeparator, jars.map(Path::toString).sorted().toList());
        }
    }
}
