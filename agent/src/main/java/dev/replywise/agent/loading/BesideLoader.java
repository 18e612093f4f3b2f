package dev.replywise.agent.loading;

import org.jspecify.annotations.Nullable;

/**
 * Defines those classes of ours that link an outside API anew beside each copy of it. Their class files and everything
 * else of Replywise come from the agent's loader, the API from the loader that has the application's. Sees nothing else of
 * the application. Thread-safe.
 */
public abstract class BesideLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final ClassLoader agent;
    private final @Nullable ClassLoader application;

    /**
     * A loader.
     *
     * @param agent has Replywise and, as resources, the class files of what is defined here
     * @param application has the API; null where the bootstrap loader does
     */
    protected BesideLoader(ClassLoader agent, @Nullable ClassLoader application) {
        super(null);
        this.agent = agent;
        this.application = application;
    }

    /** Whether a class is to be defined here. */
    protected abstract boolean isDefinedHere(String name);

    /** Whether a class is of the API. */
    protected abstract boolean isOfApi(String name);

    /** The class file to define; the agent's own unless it has to be changed. */
    protected byte[] adapted(byte[] classFile) {
        return classFile;
    }

    @Override
    protected final Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> loaded;
        if (isDefinedHere(name)) {
            loaded = ownClass(name);
        } else if (application != null && isOfApi(name)) {
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
            byte[] bytes = adapted(ClassFiles.of(agent, name));
            return defineClass(name, bytes, 0, bytes.length, BesideLoader.class.getProtectionDomain());
        }
    }
}
