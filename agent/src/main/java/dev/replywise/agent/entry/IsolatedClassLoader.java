package dev.replywise.agent.entry;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent's own classes and the libraries it brings from an archive inside the agent's jar, where no other class
 * loader finds them. Its parent is the platform loader: it sees nothing of
 * the application. Thread-safe.
 */
final class IsolatedClassLoader extends ClassLoader {
    private static final String CLASS = ".class";

    static {
        registerAsParallelCapable();
    }

    private final InnerArchive archive;
    private final ArchiveAddress addresses;
    private final ProtectionDomain domain;

    private IsolatedClassLoader(File file, CodeSource source) throws IOException {
        super(platformLoader());
        archive = new InnerArchive(file);
        addresses = new ArchiveAddress(this);
        domain = new ProtectionDomain(source, null, this, null);
    }

    /** A loader on the jar that this class came from. */
    static ClassLoader ofThisJar() throws Exception {
        CodeSource source = IsolatedClassLoader.class.getProtectionDomain().getCodeSource();
        return new IsolatedClassLoader(new File(source.getLocation().toURI()), source);
    }

    /** The topmost loader below the bootstrap loader: the platform loader, on Java 8 the extension loader. */
    private static ClassLoader platformLoader() {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        for (ClassLoader parent = loader.getParent(); parent != null; parent = loader.getParent()) {
            loader = parent;
        }
        return loader;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                // Own classes first: asking the parent for each of them would cost an exception a class.
                byte[] bytes = archive.read(name.replace('.', '/') + CLASS);
                loaded = bytes == null ? super.loadClass(name, false) : define(name, bytes);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> define(String name, byte[] bytes) {
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
            definePackageOnce(name.substring(0, dot));
        }
        return defineClass(name, bytes, 0, bytes.length, domain);
    }

    private void definePackageOnce(String name) {
        if (getPackage(name) == null) {
            try {
                definePackage(name, null, null, null, null, null, null, null);
            } catch (IllegalArgumentException definedMeanwhile) {
                // Another thread was quicker.
            }
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return archive.has(name) ? addresses.of(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL resource = findResource(name);
        return resource == null
                ? Collections.<URL>emptyEnumeration()
                : Collections.enumeration(Collections.singleton(resource));
    }

    /** Own resources without an address made first. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] octets = archive.read(name);
        if (octets != null) {
            return new ByteArrayInputStream(octets);
        }
        try {
            InputStream beside = archive.beside(name);
            return beside == null ? getParent().getResourceAsStream(name) : beside;
        } catch (IOException damaged) {
            return null;
        }
    }

    /** The octets of a file of the archive; null where there is none of that name. */
    byte @Nullable [] octets(String name) {
        return archive.read(name);
    }
}
