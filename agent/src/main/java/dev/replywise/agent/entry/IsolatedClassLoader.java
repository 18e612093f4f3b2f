package dev.replywise.agent.entry;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent's own classes and the libraries it brings from a folder inside the agent's jar, where class files
 * have another suffix, so that no other class loader finds them. Its parent is the platform loader: it sees nothing of
 * the application. Thread-safe.
 */
final class IsolatedClassLoader extends ClassLoader {
    private static final String FOLDER = "inst/";
    private static final String SUFFIX = ".classdata";
    private static final String CLASS = ".class";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final String root;
    private final ProtectionDomain domain;

    private IsolatedClassLoader(File file, CodeSource source) throws IOException {
        super(platformLoader());
        // Not verified: the JVM has taken classes from the same file already.
        jar = new JarFile(file, false);
        root = "jar:" + file.toURI() + "!/";
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
                byte[] bytes = read(FOLDER + name.replace('.', '/') + SUFFIX);
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
        String path = path(name);
        if (jar.getEntry(path) == null) {
            return null;
        }
        try {
            return new URL(root + path);
        } catch (MalformedURLException impossible) {
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

    /** Own resources without a second look into the jar, and without the JVM-wide cache of jar connections. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = read(path(name));
        return bytes == null ? getParent().getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    private static String path(String name) {
        return FOLDER + (name.endsWith(CLASS) ? name.substring(0, name.length() - CLASS.length()) + SUFFIX : name);
    }

    private byte @Nullable [] read(String path) {
        ZipEntry entry = jar.getEntry(path);
        if (entry == null || entry.isDirectory()) {
            return null;
        }
        int size = (int) entry.getSize();
        byte[] bytes = new byte[size];
        try (InputStream in = jar.getInputStream(entry)) {
            for (int at = 0; at < size; ) {
                int count = in.read(bytes, at, size - at);
                if (count < 0) {
                    return null;
                }
                at += count;
            }
            return bytes;
        } catch (IOException damaged) {
            return null;
        }
    }
}
