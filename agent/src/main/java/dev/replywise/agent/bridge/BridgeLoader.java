package dev.replywise.agent.bridge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Defines the sink classes of one outside API between two worlds: their class files and everything of Replywise come
 * from the agent's loader, the API from the loader that has the application's. Sees nothing else of the application.
 */
final class BridgeLoader extends ClassLoader {
    private static final String REPLYWISE = "dev.replywise.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader agent;
    private final ClassLoader application;
    private final String sinkPackage;
    private final String apiPackage;

    /**
     * A bridge to one API.
     *
     * @param agent has Replywise and, as resources, the class files of the sinks
     * @param application has the API
     * @param sinkPackage whose classes are defined here, with a dot at the end
     * @param apiPackage the API's, with a dot at the end
     */
    BridgeLoader(ClassLoader agent, ClassLoader application, String sinkPackage, String apiPackage) {
        super(null);
        this.agent = agent;
        this.application = application;
        this.sinkPackage = sinkPackage;
        this.apiPackage = apiPackage;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> loaded;
        if (name.startsWith(sinkPackage)) {
            loaded = ownClass(name);
        } else if (name.startsWith(apiPackage)) {
            loaded = application.loadClass(name);
        } else if (name.startsWith(REPLYWISE)) {
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
            byte[] bytes = classFile(name);
            return defineClass(name, bytes, 0, bytes.length, BridgeLoader.class.getProtectionDomain());
        }
    }

    private byte[] classFile(String name) throws ClassNotFoundException {
        try (@Nullable InputStream in = agent.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
            byte[] buffer = new byte[4096];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
