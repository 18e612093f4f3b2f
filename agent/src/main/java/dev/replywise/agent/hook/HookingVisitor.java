package dev.replywise.agent.hook;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Writes a class anew, with something of ours in some of its methods. */
abstract class HookingVisitor extends ClassVisitor {
    private int version;
    private String owner = "";

    HookingVisitor(ClassWriter next) {
        super(Opcodes.ASM9, next);
    }

    /**
     * The method with what belongs into it; null where nothing does.
     *
     * @param next writes the method
     * @param classOfMethod with slashes
     * @param classVersion of the class file
     */
    abstract @Nullable MethodVisitor hooked(
            MethodVisitor next, String classOfMethod, int classVersion, String name, String descriptor);

    @Override
    public final void visit(
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
    public final MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        MethodVisitor hooked = hooked(next, owner, version, name, descriptor);
        return hooked == null ? next : hooked;
    }
}
