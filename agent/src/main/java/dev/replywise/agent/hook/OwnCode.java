package dev.replywise.agent.hook;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What our code in other classes' methods is made of. It is written past the methods that a subclass overrides, which are
 * for the other class's own code.
 */
abstract class OwnCode extends MethodVisitor {
    static final String OBJECT = "java/lang/Object";
    static final String THROWABLE = "java/lang/Throwable";
    static final String FUNCTION = "java/util/function/Function";
    static final String OUTPUT = "java/io/OutputStream";

    /** The frames of class files before Java 6 are none. */
    private static final int FIRST_WITH_FRAMES = 50;

    /** The class whose method it is, with slashes. */
    final String owner;

    /** Whether its class files have stack map frames. */
    final boolean frames;

    private int elements;

    OwnCode(MethodVisitor next, String owner, int version) {
        super(Opcodes.ASM9, next);
        this.owner = owner;
        this.frames = (version & 0xFFFF) >= FIRST_WITH_FRAMES;
    }

    final void load(int variable) {
        super.visitVarInsn(Opcodes.ALOAD, variable);
    }

    final void store(int variable) {
        super.visitVarInsn(Opcodes.ASTORE, variable);
    }

    final void loadInt(int variable) {
        super.visitVarInsn(Opcodes.ILOAD, variable);
    }

    final void loadField(String name, String type) {
        load(0);
        super.visitFieldInsn(Opcodes.GETFIELD, owner, name, "L" + type + ";");
    }

    /** Goes somewhere unless what lies on the stack is of a type. */
    final void jumpUnless(String type, Label label) {
        super.visitTypeInsn(Opcodes.INSTANCEOF, type);
        super.visitJumpInsn(Opcodes.IFEQ, label);
    }

    /** Begins to call the function on the stack: with an array of some values, each of which {@link #put} ends. */
    final void array(int length) {
        super.visitTypeInsn(Opcodes.CHECKCAST, FUNCTION);
        super.visitInsn(Opcodes.ICONST_0 + length);
        super.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
        elements = 0;
        super.visitInsn(Opcodes.DUP);
        super.visitInsn(Opcodes.ICONST_0);
    }

    /** Puts what lies on the stack into the array; another value follows. */
    final void put() {
        super.visitInsn(Opcodes.AASTORE);
        super.visitInsn(Opcodes.DUP);
        super.visitInsn(Opcodes.ICONST_0 + ++elements);
    }

    /** Puts the last value into the array and calls the function. */
    final void putAndCall() {
        super.visitInsn(Opcodes.AASTORE);
        super.visitMethodInsn(Opcodes.INVOKEINTERFACE, FUNCTION, "apply", "(L" + OBJECT + ";)L" + OBJECT + ";", true);
    }

    final void text(String text) {
        super.visitLdcInsn(text);
    }

    /** The bridge, which the system class loader knows by its name. */
    final void loadBridge() {
        super.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/lang/ClassLoader",
                "getSystemClassLoader",
                "()Ljava/lang/ClassLoader;",
                false);
        super.visitLdcInsn(TransportProbe.BRIDGE);
        super.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                "java/lang/ClassLoader",
                "loadClass",
                "(Ljava/lang/String;)Ljava/lang/Class;",
                false);
        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Class", "newInstance", "()L" + OBJECT + ";", false);
    }

    final void boxInt() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
    }

    final void boxBoolean() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Boolean", "valueOf", "(Z)Ljava/lang/Boolean;", false);
    }

    final void goTo(Label label) {
        super.visitJumpInsn(Opcodes.GOTO, label);
    }

    final void drop() {
        super.visitInsn(Opcodes.POP);
    }

    final void nothing() {
        super.visitInsn(Opcodes.ACONST_NULL);
    }

    final void cast(String type) {
        super.visitTypeInsn(Opcodes.CHECKCAST, type);
    }

    /** Puts what lies in a variable into the field for the stream to the server. */
    final void storeOutput(int variable) {
        load(0);
        load(variable);
        cast(OUTPUT);
        super.visitFieldInsn(Opcodes.PUTFIELD, owner, "serverOutput", "L" + OUTPUT + ";");
    }
}
