package dev.replywise.demo.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A mail library that applications use, with the driver compiled against it. */
enum MailLibrary {
    ANGUS("angus-mail-2.0.5", "jakarta.mail", "org.eclipse.angus.mail.smtp"),
    JAKARTA("jakarta.mail-2.0.1", "jakarta.mail", "com.sun.mail.smtp"),
    JAVAX("javax.mail-1.6.2", "javax.mail", "com.sun.mail.smtp"),
    JAVAX_OLD("mail-1.4.7", "javax.mail", "com.sun.mail.smtp");

    static final String DRIVER = "dev.replywise.demo.e2e.driver.MailDriver";

    private final String folder;
    private final String mailPackage;
    private final String smtpPackage;

    MailLibrary(String folder, String mailPackage, String smtpPackage) {
        this.folder = folder;
        this.mailPackage = mailPackage;
        this.smtpPackage = smtpPackage;
    }

    /** Artefact and version, as dialogues name it. */
    String id() {
        return folder;
    }

    /** The library's jars only. */
    String jars() throws IOException {
        return jars(folder);
    }

    /** All jars of a folder under {@code mail-libs}, as a class path. */
    static String jars(String folder) throws IOException {
        try (Stream<Path> files =
                Files.list(Build.directory().resolve("mail-libs").resolve(folder))) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(java.io.File.pathSeparator));
        }
    }

    /** The class path of the driver, which is compiled for Java 8 against this library first. */
    String classPathWithDriver() throws IOException {
        Path source = Build.directory().resolve("driver").resolve(folder).resolve("src");
        Path classes = Build.directory().resolve("driver").resolve(folder).resolve("classes");
        Files.createDirectories(source);
        Files.createDirectories(classes);
        Path file = source.resolve("MailDriver.java");
        String text = Files.readString(Build.driverSource(), StandardCharsets.UTF_8)
                .replace("org.eclipse.angus.mail.smtp", smtpPackage)
                .replace("jakarta.mail", mailPackage);
        Files.writeString(file, text, StandardCharsets.UTF_8);
        List<String> arguments =
                List.of("--release", "8", "-Xlint:-options", "-d", classes.toString(), "-cp", jars(), file.toString());
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        if (status != 0) {
            throw new IllegalStateException("driver does not compile against " + folder);
        }
        return classes + java.io.File.pathSeparator + jars();
    }
}
