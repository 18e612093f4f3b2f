package dev.replywise.agent.entry;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a mail library: compares the name of each class that is loaded with two endings and does nothing else, so
 * that a program that sends no mail pays next to nothing. Thread-safe.
 */
final class MailWatch implements ClassFileTransformer {
    /** JavaMail 1.4 to 1.6, Jakarta Mail, Angus Mail, and relocated copies of them. */
    private static final String TRANSPORT = "/mail/smtp/SMTPTransport";

    /** Loaded well before the transport: time to get ready in the background. */
    private static final String SESSION = "/mail/Session";

    private static @Nullable MailWatch installed;

    private final Instrumentation instrumentation;

    private MailWatch(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Begins to watch, with the classes that are loaded already if asked; a second call changes nothing. */
    static synchronized void install(Instrumentation instrumentation, boolean loadedToo) {
        if (installed != null) {
            return;
        }
        MailWatch watch = new MailWatch(instrumentation);
        instrumentation.addTransformer(watch, instrumentation.isRetransformClassesSupported());
        installed = watch;
        if (loadedToo) {
            watch.retransformLoaded();
        }
    }

    /** Ends watching and gives the hooked classes their own code back; answers whether there was anything to end. */
    static synchronized boolean remove() {
        MailWatch watch = installed;
        if (watch == null) {
            return false;
        }
        installed = null;
        watch.instrumentation.removeTransformer(watch);
        watch.retransformLoaded();
        return true;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (name == null) {
            return null;
        }
        if (name.endsWith(TRANSPORT)) {
            return Core.hook(loader, name, classFile);
        }
        if (name.endsWith(SESSION)) {
            Core.warmUp();
        }
        return null;
    }

    private void retransformLoaded() {
        String ending = TRANSPORT.replace('/', '.');
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().endsWith(ending) && instrumentation.isModifiableClass(loaded)) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (Throwable failure) {
                    Complaint.say(loaded.getName() + " not changed", failure);
                }
            }
        }
    }
}
