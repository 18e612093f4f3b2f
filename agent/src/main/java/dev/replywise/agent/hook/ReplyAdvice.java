package dev.replywise.agent.hook;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Runs inside {@code readServerResponse()}, which reads every reply. */
final class ReplyAdvice {
    private ReplyAdvice() {}

    @SuppressWarnings({"unchecked", "ReturnValueIgnored"})
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.FieldValue("serverOutput") @Nullable OutputStream carrier) {
        if (carrier instanceof Function) {
            ((Function<Object[], Object>) carrier).apply(new Object[] {Carrier.AWAIT});
        }
        return carrier;
    }

    /** Uses the carrier of the beginning: a malformed reply makes the library close the connection inside the read. */
    @SuppressWarnings({"unchecked", "ReturnValueIgnored"})
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object carrier,
            @Advice.FieldValue("lastServerResponse") @Nullable String text,
            @Advice.FieldValue("serverInput") @Nullable InputStream input,
            @Advice.Return int code,
            @Advice.Thrown @Nullable Throwable failure) {
        if (carrier instanceof Function) {
            ((Function<Object[], Object>) carrier)
                    .apply(new Object[] {Carrier.REPLY, Integer.valueOf(code), text, input, failure});
        }
    }
}
