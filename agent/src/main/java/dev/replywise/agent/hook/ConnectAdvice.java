package dev.replywise.agent.hook;

import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs inside {@code protocolConnect(host, port, user, password)}; looks at neither user nor password.
 *
 * <p>Advice is copied into the library's methods. It may name JDK types only and use nothing that class files of
 * JavaMail 1.4 (version 48) lack: no class literals, no lambdas, no string concatenation.
 */
final class ConnectAdvice {
    private ConnectAdvice() {}

    @SuppressWarnings({"unchecked", "deprecation", "ReturnValueIgnored"})
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
            @Advice.This Object transport, @Advice.Argument(0) String host, @Advice.Argument(1) int port)
            throws Exception {
        return ((Function<Object[], Object>) ClassLoader.getSystemClassLoader()
                        .loadClass(TransportProbe.BRIDGE)
                        .newInstance())
                .apply(new Object[] {TransportProbe.CONNECTING, transport, host, Integer.valueOf(port)});
    }

    /** Reads the port again: the library has put the default into it by now. */
    @SuppressWarnings({"unchecked", "ReturnValueIgnored"})
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, backupArguments = false)
    static void exit(
            @Advice.Enter @Nullable Object attempt,
            @Advice.Argument(1) int port,
            @Advice.Return boolean connected,
            @Advice.Thrown @Nullable Throwable failure) {
        if (attempt instanceof Function) {
            ((Function<Object[], Object>) attempt)
                    .apply(new Object[] {Integer.valueOf(port), Boolean.valueOf(connected), failure});
        }
    }
}
