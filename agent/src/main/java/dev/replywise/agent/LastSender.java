package dev.replywise.agent;

import dev.replywise.agent.hook.MailLibrary;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which application sent last, so that what is logged by time, on a thread of ours, comes out where that
 * application's own events do. Holds it weakly. Thread-safe.
 */
final class LastSender extends EachEvent {
    private volatile WeakReference<@Nullable ClassLoader> library = new WeakReference<>(null);
    private volatile WeakReference<@Nullable ClassLoader> context = new WeakReference<>(null);

    @Override
    void seen() {
        ClassLoader ofLibrary = MailLibrary.currentLoader();
        if (library.get() != ofLibrary) {
            library = new WeakReference<>(ofLibrary);
        }
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        if (context.get() != ofThread) {
            context = new WeakReference<>(ofThread);
        }
    }

    /** A task that runs as if that application were sending on this thread. */
    Runnable acting(Runnable task) {
        return () -> {
            ClassLoader ofLibrary = library.get();
            if (ofLibrary == null) {
                task.run();
                return;
            }
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(context.get());
            try {
                MailLibrary.during(ofLibrary, task);
            } finally {
                thread.setContextClassLoader(before);
            }
        };
    }
}
