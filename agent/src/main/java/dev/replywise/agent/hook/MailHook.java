package dev.replywise.agent.hook;

import dev.replywise.agent.loading.ClassFiles;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Puts our code into {@code SMTPTransport}. Adds no field and no method, so that classes that are loaded already can be
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

    /** Whether a class of a transport's shape can be hooked in this JVM. */
    public static boolean works() {
        return new MailHook().rehearse();
    }

    /** Loads what hooking needs, by hooking a class that is never used; answers whether that went well. */
    public boolean rehearse() {
        String name = SampleTransport.class.getName();
        try {
            ClassLoader agent = MailHook.class.getClassLoader();
            byte[] hooked = hook(agent, name.replace('.', '/'), ClassFiles.of(agent, name));
            return hooked != null;
        } catch (ClassNotFoundException unreadable) {
            SuppressedErrors.count(unreadable);
            return false;
        }
    }

    /**
     * The hooked class file; null where the class is another one that is only called {@code SMTPTransport}.
     *
     * @param loader of the class; null for the bootstrap loader
     * @param internalName with slashes
     */
    public byte @Nullable [] hook(@Nullable ClassLoader loader, String internalName, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        Shape shape = new Shape();
        reader.accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        if (!shape.members.containsAll(NEEDED)) {
            return null;
        }
        // Of the reader's constants, so that methods that stay as they are need not be taken apart.
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Hooks(writer), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    /** The names and types of what a class declares. */
    private static final class Shape extends ClassVisitor {
        final Set<String> members = new HashSet<>();

        Shape() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            members.add(name + " " + descriptor);
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            members.add(name + descriptor);
            return null;
        }
    }

    /** Puts into each method what belongs there. */
    private static final class Hooks extends HookingVisitor {
        Hooks(ClassWriter next) {
            super(next);
        }

        @Override
        @Nullable
        MethodVisitor hooked(
                MethodVisitor next, String classOfMethod, int classVersion, String name, String descriptor) {
            return HookedMethods.of(next, classOfMethod, classVersion, name, descriptor);
        }
    }
}
