package dev.replywise.agent.hook;

import java.io.OutputStream;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Runs inside {@code sendCommand(byte[])}, in which every command ends. */
final class CommandAdvice {
    private CommandAdvice() {}

    @SuppressWarnings({"unchecked", "ReturnValueIgnored"})
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
            @Advice.FieldValue("serverOutput") @Nullable OutputStream carrier, @Advice.Argument(0) byte[] line) {
        if (carrier instanceof Function) {
            ((Function<Object[], Object>) carrier).apply(new Object[] {Carrier.COMMAND, line});
        }
    }
}
