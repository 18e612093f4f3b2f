package dev.replywise.agent.hook;

import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Runs inside {@code initStreams()}: puts the carrier into the field that holds the stream to the server. */
final class StreamsAdvice {
    private StreamsAdvice() {}

    /** The stream of before: the carrier of this connection, when it goes on over TLS. */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.FieldValue("serverOutput") @Nullable OutputStream before) {
        return before;
    }

    @SuppressWarnings({"unchecked", "deprecation", "ReturnValueIgnored"})
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object before,
            @Advice.This Object transport,
            @Advice.FieldValue("serverSocket") Socket socket,
            @Advice.FieldValue(value = "serverOutput", readOnly = false) OutputStream output)
            throws Exception {
        Object carrier = ((Function<Object[], Object>) ClassLoader.getSystemClassLoader()
                        .loadClass(TransportProbe.BRIDGE)
                        .newInstance())
                .apply(new Object[] {TransportProbe.STREAMS, transport, before, socket, output});
        if (carrier instanceof OutputStream) {
            output = (OutputStream) carrier;
        }
    }
}
