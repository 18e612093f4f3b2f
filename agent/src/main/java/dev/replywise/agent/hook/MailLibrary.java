package dev.replywise.agent.hook;

import org.jspecify.annotations.Nullable;

/**
 * The class loader of the mail library whose connection the current thread is reporting on. Listeners that look for the
 * application's own logging or metrics begin there. Thread-safe.
 */
public final class MailLibrary {
    private static final String TRANSPORT = ".mail.smtp.SMTPTransport";
    private static final ThreadLocal<@Nullable ClassLoader> CURRENT = new ThreadLocal<>();

    private MailLibrary() {}

    /** The loader; the system loader outside a report. */
    public static ClassLoader currentLoader() {
        ClassLoader current = CURRENT.get();
        return current == null ? ClassLoader.getSystemClassLoader() : current;
    }

    /** The loader; null outside a report. */
    public static @Nullable ClassLoader reportingLoader() {
        return CURRENT.get();
    }

    /** The loader that defined the library's own class, whatever subclass the transport is of. */
    static ClassLoader loaderOf(Object transport) {
        Class<?> type = transport.getClass();
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            if (above.getName().endsWith(TRANSPORT)) {
                type = above;
            }
        }
        ClassLoader loader = type.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /** Runs something as if a mail of this library were being reported on this thread. */
    public static void during(ClassLoader library, Runnable task) {
        ClassLoader before = enter(library);
        try {
            task.run();
        } finally {
            leave(before);
        }
    }

    /** Begins a report; returns what {@link #leave} needs. */
    static @Nullable ClassLoader enter(ClassLoader library) {
        ClassLoader before = CURRENT.get();
        CURRENT.set(library);
        return before;
    }

    static void leave(@Nullable ClassLoader before) {
        if (before == null) {
            // Nothing of an application may stay behind on a pooled thread.
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
