package dev.replywise.agent.hook;

import java.util.Arrays;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * A method of the mail library with something of ours at its beginning and, if wanted, at its end.
 *
 * <p>Ours has its own local variables behind the parameters; the method's own move up. They get a value at the very
 * beginning, so that each stack map frame holds them with the same types. What is ours cannot throw. Where the end is
 * hooked, each return goes to the same place behind the method's code, where no frame needs to know what the method has
 * in its variables by then.
 */
abstract class HookedMethod extends OwnCode {
    private final Type[] parameters;
    private final Type returned;
    private final int firstOwn;
    private final Object[] own;
    private final int ownSlots;
    private final Label bodyStart = new Label();
    private final Label ending = new Label();
    /** What our code that is being written can rely on. */
    private Object[] guardedParameters = {};

    /**
     * @param own the types of our variables, as frames name them; each takes one place
     */
    HookedMethod(MethodVisitor next, String owner, int version, String descriptor, Object... own) {
        super(next, owner, version);
        parameters = Type.getArgumentTypes(descriptor);
        returned = Type.getReturnType(descriptor);
        int slots = 1;
        for (Type parameter : parameters) {
            slots += parameter.getSize();
        }
        firstOwn = slots;
        this.own = own;
        ownSlots = own.length;
    }

    /** Writes what runs first. An error in it ends it, and only it. */
    abstract void enter();

    /** Whether the end of the method is hooked. */
    boolean hooksEnd() {
        return false;
    }

    /** Whether an end by an exception is hooked too; it then lies in the variable {@link #failureVariable}. */
    boolean hooksFailure() {
        return false;
    }

    /** Writes what runs last. An error in it ends it, and only it. */
    void exit() {
        throw new IllegalStateException();
    }

    /** The place of one of our variables. */
    final int variable(int number) {
        return firstOwn + number;
    }

    int failureVariable() {
        throw new IllegalStateException();
    }

    /** Where the returned number is kept; not asked for where nothing is returned. */
    int returnVariable() {
        throw new IllegalStateException();
    }

    /** Parameters that still have their types at the end, as frames name them; none by default. */
    Object[] keptParameters() {
        Object[] kept = new Object[firstOwn - 1];
        Arrays.fill(kept, Opcodes.TOP);
        return kept;
    }

    @Override
    public final void visitCode() {
        super.visitCode();
        for (int i = 0; i < own.length; i++) {
            if (own[i] == Opcodes.INTEGER) {
                super.visitInsn(Opcodes.ICONST_0);
                super.visitVarInsn(Opcodes.ISTORE, variable(i));
            } else {
                super.visitInsn(Opcodes.ACONST_NULL);
                super.visitVarInsn(Opcodes.ASTORE, variable(i));
            }
        }
        guarded(true, parameterTypes());
        // Another frame may follow at once, and two in one place are none.
        super.visitInsn(Opcodes.NOP);
        super.visitLabel(bodyStart);
    }

    private Object[] parameterTypes() {
        Object[] types = new Object[parameters.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = frameType(parameters[i]);
        }
        return types;
    }

    private static Object frameType(Type type) {
        switch (type.getSort()) {
            case Type.BOOLEAN:
            case Type.CHAR:
            case Type.BYTE:
            case Type.SHORT:
            case Type.INT:
                return Opcodes.INTEGER;
            case Type.FLOAT:
                return Opcodes.FLOAT;
            case Type.LONG:
                return Opcodes.LONG;
            case Type.DOUBLE:
                return Opcodes.DOUBLE;
            default:
                return type.getInternalName();
        }
    }

    /** Some code of ours, behind which all goes on, whatever it throws. */
    private void guarded(boolean beginning, Object[] parameterTypes) {
        Label start = new Label();
        Label end = new Label();
        Label failed = new Label();
        Label behind = new Label();
        super.visitTryCatchBlock(start, end, failed, THROWABLE);
        super.visitLabel(start);
        guardedParameters = parameterTypes;
        if (beginning) {
            enter();
        } else {
            exit();
        }
        super.visitLabel(end);
        super.visitJumpInsn(Opcodes.GOTO, behind);
        super.visitLabel(failed);
        frame(parameterTypes, THROWABLE);
        super.visitInsn(Opcodes.POP);
        super.visitLabel(behind);
        frame(parameterTypes, null);
    }

    /** A place in our code that is jumped to. */
    final void target(Label label) {
        super.visitLabel(label);
        frame(guardedParameters, null);
    }

    private void frame(Object[] parameterTypes, @Nullable Object onStack) {
        if (!frames) {
            return;
        }
        Object[] locals = new Object[1 + parameterTypes.length + own.length];
        locals[0] = owner;
        System.arraycopy(parameterTypes, 0, locals, 1, parameterTypes.length);
        System.arraycopy(own, 0, locals, 1 + parameterTypes.length, own.length);
        super.visitFrame(
                Opcodes.F_NEW,
                locals.length,
                locals,
                onStack == null ? 0 : 1,
                onStack == null ? new Object[0] : new Object[] {onStack});
    }

    @Override
    public final void visitInsn(int opcode) {
        if (!hooksEnd() || opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            super.visitInsn(opcode);
            return;
        }
        if (opcode != Opcodes.RETURN) {
            super.visitVarInsn(Opcodes.ISTORE, returnVariable());
        }
        super.visitJumpInsn(Opcodes.GOTO, ending);
    }

    @Override
    public final void visitMaxs(int maxStack, int maxLocals) {
        if (hooksEnd()) {
            writeEnding();
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    private void writeEnding() {
        Object[] kept = keptParameters();
        if (hooksFailure()) {
            Label bodyEnd = new Label();
            super.visitLabel(bodyEnd);
            // Last in the table: the method's own handlers come first.
            super.visitTryCatchBlock(bodyStart, bodyEnd, bodyEnd, THROWABLE);
            frame(kept, THROWABLE);
            super.visitVarInsn(Opcodes.ASTORE, failureVariable());
        }
        super.visitLabel(ending);
        frame(kept, null);
        guarded(false, kept);
        if (hooksFailure()) {
            Label returns = new Label();
            super.visitVarInsn(Opcodes.ALOAD, failureVariable());
            super.visitJumpInsn(Opcodes.IFNULL, returns);
            super.visitVarInsn(Opcodes.ALOAD, failureVariable());
            super.visitInsn(Opcodes.ATHROW);
            super.visitLabel(returns);
            frame(kept, null);
        }
        if (returned.getSort() == Type.VOID) {
            super.visitInsn(Opcodes.RETURN);
        } else {
            super.visitVarInsn(Opcodes.ILOAD, returnVariable());
            super.visitInsn(Opcodes.IRETURN);
        }
    }

    @Override
    public final void visitVarInsn(int opcode, int variable) {
        super.visitVarInsn(opcode, moved(variable));
    }

    @Override
    public final void visitIincInsn(int variable, int increment) {
        super.visitIincInsn(moved(variable), increment);
    }

    @Override
    public final void visitLocalVariable(
            String name, String descriptor, @Nullable String signature, Label start, Label end, int index) {
        super.visitLocalVariable(name, descriptor, signature, start, end, moved(index));
    }

    private int moved(int variable) {
        return variable < firstOwn ? variable : variable + ownSlots;
    }

    @Override
    public final void visitFrame(int kind, int count, Object[] locals, int stackCount, Object[] stack) {
        if (kind != Opcodes.F_NEW) {
            throw new IllegalStateException("frames must be expanded");
        }
        Object[] all = new Object[Math.max(count, firstOwn) + own.length];
        int slot = 0;
        int from = 0;
        int to = 0;
        for (; slot < firstOwn; to++) {
            Object type = from < count ? locals[from++] : Opcodes.TOP;
            all[to] = type;
            slot += type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
        }
        System.arraycopy(own, 0, all, to, own.length);
        to += own.length;
        while (from < count) {
            all[to++] = locals[from++];
        }
        super.visitFrame(kind, to, all, stackCount, stack);
    }
}
