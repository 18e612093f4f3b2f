package dev.replywise.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Waits until something in this JVM uses a part of the JDK. It looks at class names only, so that a JVM that does without
 * that part loads nothing of it on our account. Thread-safe.
 */
final class ClassWatch implements ClassFileTransformer, AutoCloseable {
    /** Loaded when Flight Recorder is being set up, whoever starts the first recording, and with it by some JMX clients. */
    static final String RECORDER = "jdk/jfr/internal/PlatformRecorder";

    /** Loaded when the first MBean server is being made, whoever asks for one: nobody has seen a bean before. */
    static final String MBEAN_SERVER = "javax/management/MBeanServerFactory";

    private final String awaited;
    private final String threadName;
    private final Instrumentation instrumentation;
    private final Runnable task;
    private final AtomicBoolean seen = new AtomicBoolean();

    private ClassWatch(String awaited, String threadName, Instrumentation instrumentation, Runnable task) {
        this.awaited = awaited;
        this.threadName = threadName;
        this.instrumentation = instrumentation;
        this.task = task;
    }

    /** Runs a task once: now if the class is there, else on a thread of its own when it is. */
    static ClassWatch start(String awaited, String threadName, Instrumentation instrumentation, Runnable task) {
        ClassWatch watch = new ClassWatch(awaited, threadName, instrumentation, task);
        instrumentation.addTransformer(watch, false);
        String name = awaited.replace('/', '.');
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(name) && watch.seen.compareAndSet(false, true)) {
                watch.close();
                task.run();
                break;
            }
        }
        return watch;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null && awaited.equals(name)) {
            found();
        }
        return null;
    }

    private void found() {
        if (seen.compareAndSet(false, true)) {
            // Whoever loads it is in the middle of something.
            Background.start(threadName, () -> {
                close();
                task.run();
            });
        }
    }

    @Override
    public void close() {
        instrumentation.removeTransformer(this);
    }
}
