package dev.replywise.agent.otel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Defines what links an OpenTelemetry API beside that API: the application's, or the one that the OpenTelemetry agent
 * keeps under other names on the bootstrap class path. Sees nothing else of the application.
 */
final class OtelLoader extends ClassLoader {
    /** The API under its own name. */
    static final String API = "io.opentelemetry.";
    /** Where the OpenTelemetry agent keeps its copy. */
    static final String AGENTS_API = "io.opentelemetry.javaagent.shaded.io.opentelemetry.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader agent;
    private final @Nullable ClassLoader application;

    /**
     * A loader.
     *
     * @param agent has Replywise and, as resources, the class files of what is defined here
     * @param application has the API; null for the OpenTelemetry agent's
     */
    OtelLoader(ClassLoader agent, @Nullable ClassLoader application) {
        super(null);
        this.agent = agent;
        this.application = application;
    }

    /** Whether a class links an OpenTelemetry API and is to be defined anew beside each. */
    static boolean isOwn(String name) {
        return name.startsWith("dev.replywise.sink.otel.") || name.startsWith("dev.replywise.agent.otel.api.");
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> loaded;
        if (isOwn(name)) {
            loaded = ownClass(name);
        } else if (name.startsWith(API) && application != null) {
            loaded = application.loadClass(name);
        } else if (name.startsWith("dev.replywise.")) {
            loaded = agent.loadClass(name);
        } else {
            loaded = super.loadClass(name, false);
        }
        if (resolve) {
            resolveClass(loaded);
        }
        return loaded;
    }

    private Class<?> ownClass(String name) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = classFile(agent, name);
            if (application == null) {
                bytes = ClassNames.replace(bytes, API.replace('.', '/'), AGENTS_API.replace('.', '/'));
            }
            return defineClass(name, bytes, 0, bytes.length, OtelLoader.class.getProtectionDomain());
        }
    }

    /** The class file of a class of ours. */
    static byte[] classFile(ClassLoader agent, String name) throws ClassNotFoundException {
        try (@Nullable InputStream in = agent.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return bytes(in);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** All that a stream has. */
    static byte[] bytes(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes.write(buffer, 0, read);
        }
        return bytes.toByteArray();
    }
}
