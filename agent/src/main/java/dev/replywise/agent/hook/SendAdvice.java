package dev.replywise.agent.hook;

import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Runs inside {@code sendMessage(Message, Address[])}. */
final class SendAdvice {
    private SendAdvice() {}

    /** Also takes over a connection that was opened before the agent was attached. */
    @SuppressWarnings({"unchecked", "deprecation", "ReturnValueIgnored"})
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
            @Advice.This Object transport,
            @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object message,
            @Advice.FieldValue("serverSocket") @Nullable Socket socket,
            @Advice.FieldValue(value = "serverOutput", readOnly = false) @Nullable OutputStream output)
            throws Exception {
        if (output == null) {
            return null;
        }
        if (!(output instanceof Function)) {
            Object carrier = ((Function<Object[], Object>) ClassLoader.getSystemClassLoader()
                            .loadClass(TransportProbe.BRIDGE)
                            .newInstance())
                    .apply(new Object[] {TransportProbe.STREAMS, transport, null, socket, output});
            if (carrier instanceof OutputStream) {
                output = (OutputStream) carrier;
            }
        }
        if (output instanceof Function) {
            ((Function<Object[], Object>) output).apply(new Object[] {Carrier.MESSAGE, message});
        }
        return output;
    }

    /** Uses the carrier of the beginning: after a lost connection the library has none any more. */
    @SuppressWarnings({"unchecked", "ReturnValueIgnored"})
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object carrier,
            @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object message,
            @Advice.Argument(value = 1, typing = Assigner.Typing.DYNAMIC) Object addresses,
            @Advice.Thrown @Nullable Throwable failure) {
        if (carrier instanceof Function) {
            ((Function<Object[], Object>) carrier)
                    .apply(new Object[] {Carrier.MESSAGE_END, message, addresses, failure});
        }
    }
}
