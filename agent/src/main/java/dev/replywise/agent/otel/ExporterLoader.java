package dev.replywise.agent.otel;

import dev.replywise.agent.loading.ClassFiles;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the exporter that the agent brings from one entry of the agent's jar, an archive that is opened only when there is
 * something to export. Its classes log nowhere but to us: where they name the JDK's logger, they get {@code QuietLogger}.
 * Thread-safe.
 */
final class ExporterLoader extends ClassLoader {
    static final String ARCHIVE = "exporter.zip";

    private static final String OWN = "dev.replywise.agent.otel.sdk.";
    private static final String LOGGER = "java/util/logging/Logger";
    private static final String QUIET = "dev/replywise/agent/otel/sdk/QuietLogger";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader agent;

    /** What is in the archive: held for the start, then left to the garbage collector and read again if need be. */
    private WeakReference<@Nullable Map<String, byte[]>> contents = new WeakReference<>(null);

    private @Nullable Map<String, byte[]> held;
    private boolean started;

    /**
     * A loader; reads nothing yet.
     *
     * @param agent has Replywise and the archive
     */
    ExporterLoader(ClassLoader agent) {
        super(agent.getParent());
        this.agent = agent;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = load(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        if (name.startsWith(OWN) || OtelLoader.isOwn(name)) {
            return define(name, ClassFiles.of(agent, name));
        }
        if (name.startsWith("dev.replywise.")) {
            return agent.loadClass(name);
        }
        if (!name.startsWith("java.")) {
            byte[] bytes = contents().get(name.replace('.', '/') + ".class");
            if (bytes != null) {
                return define(name, ClassNames.replace(bytes, LOGGER, QUIET));
            }
        }
        return super.loadClass(name, false);
    }

    private Class<?> define(String name, byte[] bytes) {
        return defineClass(name, bytes, 0, bytes.length, ExporterLoader.class.getProtectionDomain());
    }

    @Override
    public @Nullable URL getResource(String name) {
        return findResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        return findResources(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        if (!contents().containsKey(name)) {
            return null;
        }
        try {
            return new URL("exporter", "", -1, '/' + name, new FromArchive());
        } catch (IOException impossible) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL resource = findResource(name);
        return resource == null
                ? Collections.<URL>emptyEnumeration()
                : Collections.enumeration(Collections.singleton(resource));
    }

    private synchronized Map<String, byte[]> contents() {
        Map<String, byte[]> known = contents.get();
        if (known != null) {
            return known;
        }
        Map<String, byte[]> read = new HashMap<>();
        try (@Nullable InputStream archive = agent.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IllegalStateException("the agent's jar has no " + ARCHIVE);
            }
            ZipInputStream in = new ZipInputStream(archive);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                read.put(entry.getName(), ClassFiles.bytes(in));
            }
        } catch (IOException damaged) {
            throw new IllegalStateException(ARCHIVE + " cannot be read", damaged);
        }
        contents = new WeakReference<>(read);
        held = started ? null : read;
        return read;
    }

    /** Nearly all that is needed is loaded. */
    synchronized void started() {
        started = true;
        held = null;
    }

    /** Serves resources, which service loaders read by address. */
    private final class FromArchive extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    // The archive is in memory.
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    byte[] bytes = contents().get(url.getPath().substring(1));
                    if (bytes == null) {
                        throw new FileNotFoundException(url.toString());
                    }
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
