package dev.replywise.agent.entry;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What hooked code calls. It finds this class by name through the system class loader and knows it only as a
 * {@link Function}, so that no mail library needs to see a type of the agent, whatever class loader, module or bundle
 * it lives in. Thread-safe; never throws.
 */
public final class Bridge implements Function<Object[], @Nullable Object> {
    /** Called by hooked code. */
    public Bridge() {}

    @Override
    public @Nullable Object apply(Object[] call) {
        Function<Object[], @Nullable Object> core = Core.running();
        return core == null ? null : core.apply(call);
    }
}
