package dev.replywise.agent.hook;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Puts advice into {@code SMTPTransport}. Adds no field and no method, so that classes that are loaded already can be
 * changed and changed back. Thread-safe.
 */
public final class MailHook {
    private static final Set<String> NEEDED = new HashSet<>(Arrays.asList(
            "sendCommand([B)V",
            "readServerResponse()I",
            "initStreams()V",
            "protocolConnect(Ljava/lang/String;ILjava/lang/String;Ljava/lang/String;)Z",
            "closeConnection()V",
            "serverOutput Ljava/io/OutputStream;",
            "serverInput Ljava/io/BufferedInputStream;",
            "serverSocket Ljava/net/Socket;",
            "lastServerResponse Ljava/lang/String;"));

    private final ClassFileLocator own = ClassFileLocator.ForClassLoader.of(MailHook.class.getClassLoader());
    private final ByteBuddy byteBuddy =
            new ByteBuddy().with(TypeValidation.DISABLED).with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);

    private final Advice connect = advice(ConnectAdvice.class);
    private final Advice streams = advice(StreamsAdvice.class);
    private final Advice command = advice(CommandAdvice.class);
    private final Advice reply = advice(ReplyAdvice.class);
    private final Advice send = advice(SendAdvice.class);
    private final Advice close = advice(CloseAdvice.class);

    private Advice advice(Class<?> type) {
        return Advice.to(type, own);
    }

    /** Whether a class of a transport's shape can be hooked in this JVM. */
    public static boolean works() {
        return new MailHook().rehearse();
    }

    /** Loads what hooking needs, by hooking a class that is never used; answers whether that went well. */
    public boolean rehearse() {
        String name = SampleTransport.class.getName();
        try {
            byte[] hooked = hook(
                    MailHook.class.getClassLoader(),
                    name.replace('.', '/'),
                    own.locate(name).resolve());
            return hooked != null;
        } catch (IOException unreadable) {
            SuppressedErrors.count(unreadable);
            return false;
        }
    }

    /**
     * The class file with advice; null where the class is another one that is only called {@code SMTPTransport}.
     *
     * @param loader of the class; null for the bootstrap loader
     * @param internalName with slashes
     */
    public byte @Nullable [] hook(@Nullable ClassLoader loader, String internalName, byte[] classFile) {
        String name = internalName.replace('/', '.');
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, classFile), ClassFileLocator.ForClassLoader.of(loader));
        TypePool pool = new TypePool.Default.WithLazyResolution(
                new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
        TypeDescription type = pool.describe(name).resolve();
        if (!shapeOf(type).containsAll(NEEDED)) {
            return null;
        }
        return byteBuddy
                .decorate(type, locator)
                .visit(connect.on(named("protocolConnect").and(takesArguments(4))))
                .visit(streams.on(named("initStreams").and(takesArguments(0))))
                .visit(command.on(named("sendCommand").and(takesArguments(byte[].class))))
                .visit(reply.on(named("readServerResponse").and(takesArguments(0))))
                .visit(send.on(named("sendMessage").and(takesArguments(2))))
                .visit(close.on(named("closeConnection").and(takesArguments(0))))
                .make()
                .getBytes();
    }

    private static Set<String> shapeOf(TypeDescription type) {
        Set<String> shape = new HashSet<>();
        for (MethodDescription.InDefinedShape method : type.getDeclaredMethods()) {
            shape.add(method.getName() + method.getDescriptor());
        }
        for (FieldDescription.InDefinedShape field : type.getDeclaredFields()) {
            shape.add(field.getName() + " " + field.getDescriptor());
        }
        return shape;
    }
}
