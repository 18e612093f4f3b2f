package dev.replywise.agent.hook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
            byte[] hooked = hook(MailHook.class.getClassLoader(), name.replace('.', '/'), classFile(name));
            return hooked != null;
        } catch (IOException unreadable) {
            SuppressedErrors.count(unreadable);
            return false;
        }
    }

    private static byte[] classFile(String name) throws IOException {
        try (InputStream in =
                MailHook.class.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            if (in == null) {
                throw new IOException("no class file of " + name);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes.write(buffer, 0, count);
            }
            return bytes.toByteArray();
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
    private static final class Hooks extends ClassVisitor {
        private int version;
        private String owner = "";

        Hooks(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int classVersion,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            version = classVersion;
            owner = name;
            super.visit(classVersion, access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            MethodVisitor hooked = HookedMethods.of(next, owner, version, name, descriptor);
            return hooked == null ? next : hooked;
        }
    }
}
