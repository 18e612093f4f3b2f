package dev.replywise.agent.extension;

import io.opentelemetry.javaagent.extension.AgentListener;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent where the OpenTelemetry agent loads the jar as an extension: puts the jar onto the system class path,
 * as {@code -javaagent} would, and calls the same entry. Never throws.
 */
public final class OtelExtension implements AgentListener {
    private static final String ENTRY = "dev.replywise.agent.entry.Agent";
    private static final String HOLDER = "io.opentelemetry.javaagent.bootstrap.InstrumentationHolder";
    private static final String EXTENSIONS = "otel.javaagent.extensions";

    /** Called by the OpenTelemetry agent. */
    public OtelExtension() {}

    @Override
    public void afterAgent(AutoConfiguredOpenTelemetrySdk sdk) {
        try {
            install();
        } catch (Throwable failure) {
            System.err.println(
                    "replywise: not started as an extension, the application goes on without it: " + failure);
        }
    }

    private static void install() throws Exception {
        ClassLoader system = ClassLoader.getSystemClassLoader();
        if (entry(system) != null) {
            // It is an agent of its own in this JVM already.
            return;
        }
        Instrumentation instrumentation = (Instrumentation) Class.forName(HOLDER, true, null)
                .getMethod("getInstrumentation")
                .invoke(null);
        instrumentation.appendToSystemClassLoaderSearch(new JarFile(ownJar(), false));
        Class<?> entry = entry(system);
        if (entry == null) {
            throw new IllegalStateException("the system class loader does not see the jar");
        }
        entry.getMethod("premain", String.class, Instrumentation.class).invoke(null, null, instrumentation);
    }

    private static @Nullable Class<?> entry(ClassLoader system) {
        try {
            return Class.forName(ENTRY, false, system);
        } catch (ClassNotFoundException absent) {
            return null;
        }
    }

    /** The OpenTelemetry agent's loader does not tell where a class came from; its setting does. */
    private static File ownJar() throws IOException {
        String setting = System.getProperty(EXTENSIONS);
        if (setting == null) {
            setting = System.getenv("OTEL_JAVAAGENT_EXTENSIONS");
        }
        if (setting != null) {
            for (String path : setting.split(",", -1)) {
                File found = jarIn(new File(path.trim()));
                if (found != null) {
                    return found;
                }
            }
        }
        throw new IOException(EXTENSIONS + " does not name a jar with " + ENTRY);
    }

    private static @Nullable File jarIn(File place) {
        File[] files = place.isDirectory() ? place.listFiles() : new File[] {place};
        if (files != null) {
            for (File file : files) {
                if (file.isFile() && file.getName().endsWith(".jar") && isOwn(file)) {
                    return file;
                }
            }
        }
        return null;
    }

    private static boolean isOwn(File file) {
        try (JarFile jar = new JarFile(file, false)) {
            return jar.getEntry(ENTRY.replace('.', '/') + ".class") != null;
        } catch (IOException noJar) {
            return false;
        }
    }
}
