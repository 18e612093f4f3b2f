package dev.replywise.agent;

import dev.replywise.agent.hook.MailHook;
import dev.replywise.agent.hook.SpringHook;
import dev.replywise.agent.hook.SuppressedErrors;
import dev.replywise.agent.hook.TransportProbe;
import dev.replywise.event.ReplyPipeline;
import java.lang.instrument.Instrumentation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The agent behind its entry classes, and the first class that is loaded apart from the application. The entry classes
 * and hooked code know it as a function of arrays: the first element names the call.
 *
 * <p>Thread-safe. Never throws: what fails is counted and said once.
 */
public final class AgentStart implements Function<Object[], @Nullable Object> {
    private static final Integer DISABLED = 0;
    private static final Integer LAZY = 1;
    private static final Integer EARLY = 2;

    private final Backend backend = new Backend();

    private volatile @Nullable MailHook hook;
    private volatile @Nullable TransportProbe probe;

    /** Called by the entry classes, once a JVM. */
    public AgentStart() {}

    @Override
    public @Nullable Object apply(Object[] call) {
        try {
            switch ((String) call[0]) {
                case TransportProbe.CONNECTING:
                    return probe().connecting(call[1], (String) call[2], (Integer) call[3]);
                case TransportProbe.STREAMS:
                    return probe().streams(call);
                case SpringHook.COLLECTED:
                    explain((Throwable) call[1], (Throwable[]) call[2]);
                    return null;
                default:
                    return control(call);
            }
        } catch (Throwable failure) {
            SuppressedErrors.count(failure);
            return null;
        }
    }

    /** Without a lambda, because some of it runs before {@code main}. */
    private @Nullable Object control(Object[] call) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        // Libraries look for their services through the context loader; the application's are not for us.
        thread.setContextClassLoader(AgentStart.class.getClassLoader());
        try {
            return controlled(call);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    private @Nullable Object controlled(Object[] call) {
        switch ((String) call[0]) {
            case "configure":
                backend.configure((String) call[1], (Instrumentation) call[2]);
                return null;
            case "check":
                return backend.enabled() ? backend.early() ? EARLY : LAZY : DISABLED;
            case "start":
                if (backend.hooks()) {
                    backend.pipeline();
                }
                return null;
            case "warm":
                if (backend.hooks()) {
                    hook().rehearse();
                    probe();
                    backend.pipeline();
                }
                return null;
            case "hook":
                // The options file is read by now, and may say that nothing is wanted.
                return !backend.hooks() ? null : hook().hook((ClassLoader) call[1], (String) call[2], (byte[]) call[3]);
            case "stop":
                backend.stop();
                return null;
            default:
                throw new IllegalArgumentException("call " + call[0]);
        }
    }

    private MailHook hook() {
        MailHook made = hook;
        if (made == null) {
            synchronized (this) {
                made = hook;
                if (made == null) {
                    made = new MailHook();
                    hook = made;
                }
            }
        }
        return made;
    }

    private ReplyPipeline pipeline() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(AgentStart.class.getClassLoader());
        try {
            return backend.pipeline();
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    private void explain(Throwable collection, @Nullable Throwable @Nullable [] collected) {
        if (collected != null && collected.length > 0) {
            pipeline().explainCollection(collection, collected);
        }
    }

    private TransportProbe probe() {
        TransportProbe made = probe;
        if (made == null) {
            made = new TransportProbe(this::pipeline);
            probe = made;
        }
        return made;
    }
}
