package dev.replywise.agent.hook;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A constructor of Spring's {@code MailSendException}, with a call of ours before each return; names JDK types only. What
 * is ours cannot throw.
 */
final class CollectingConstructor extends OwnCode {
    CollectingConstructor(MethodVisitor next, String owner, int version) {
        super(next, owner, version);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode != Opcodes.RETURN) {
            super.visitInsn(opcode);
            return;
        }
        Label start = new Label();
        Label end = new Label();
        Label failed = new Label();
        super.visitTryCatchBlock(start, end, failed, THROWABLE);
        super.visitLabel(start);
        loadBridge();
        array(3);
        text(SpringHook.COLLECTED);
        put();
        load(0);
        put();
        load(0);
        super.visitFieldInsn(Opcodes.GETFIELD, owner, SpringHook.FIELD, SpringHook.FIELD_TYPE);
        putAndCall();
        drop();
        super.visitLabel(end);
        super.visitInsn(Opcodes.RETURN);
        super.visitLabel(failed);
        if (frames) {
            // Only the exception itself is needed, so nothing has to be known of the other variables.
            super.visitFrame(Opcodes.F_NEW, 1, new Object[] {owner}, 1, new Object[] {THROWABLE});
        }
        drop();
        super.visitInsn(Opcodes.RETURN);
    }
}
