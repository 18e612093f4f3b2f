package dev.replywise.agent.hook;

import java.io.OutputStream;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Runs inside {@code closeConnection()}, which a finalizer may call as well. */
final class CloseAdvice {
    private CloseAdvice() {}

    @SuppressWarnings({"unchecked", "ReturnValueIgnored"})
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("serverOutput") @Nullable OutputStream carrier) {
        if (carrier instanceof Function) {
            ((Function<Object[], Object>) carrier).apply(new Object[] {Carrier.CLOSE});
        }
    }
}
