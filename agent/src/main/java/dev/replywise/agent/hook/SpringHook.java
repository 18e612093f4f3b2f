package dev.replywise.agent.hook;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Puts a call into the constructors of Spring's {@code MailSendException}, which collects the exceptions of refused
 * messages beside its cause. Adds no field and no method. Thread-safe; never throws.
 */
public final class SpringHook implements ClassFileTransformer, AutoCloseable {
    /** The call at the end of the constructor: the exception, and those that it has collected. */
    public static final String COLLECTED = "collected";

    /** Where Spring keeps what it has collected. */
    static final String FIELD = "messageExceptions";

    static final String FIELD_TYPE = "[Ljava/lang/Exception;";

    private static final String EXCEPTION = "org/springframework/mail/MailSendException";

    private final Instrumentation instrumentation;

    private SpringHook(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Hooks the class wherever it is loaded already, and wherever it will be. */
    public static SpringHook install(Instrumentation instrumentation) {
        SpringHook hook = new SpringHook(instrumentation);
        instrumentation.addTransformer(hook, instrumentation.isRetransformClassesSupported());
        hook.retransformLoaded();
        return hook;
    }

    /** Gives the classes their own code back. */
    @Override
    public void close() {
        instrumentation.removeTransformer(this);
        retransformLoaded();
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (!EXCEPTION.equals(name)) {
            return null;
        }
        try {
            return hook(classFile);
        } catch (Throwable failure) {
            SuppressedErrors.count(failure);
            return null;
        }
    }

    /** The class file with our calls; null where the class has another shape. */
    private static byte @Nullable [] hook(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Constructors constructors = new Constructors(writer);
        reader.accept(constructors, ClassReader.EXPAND_FRAMES);
        return constructors.keepsExceptions ? writer.toByteArray() : null;
    }

    private void retransformLoaded() {
        String name = EXCEPTION.replace('/', '.');
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(name) && instrumentation.isModifiableClass(loaded)) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (Throwable failure) {
                    SuppressedErrors.count(failure);
                }
            }
        }
    }

    /** Puts our call into each constructor, and sees whether the class has the field that it needs. */
    private static final class Constructors extends HookingVisitor {
        boolean keepsExceptions;

        Constructors(ClassWriter next) {
            super(next);
        }

        @Override
        public FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            keepsExceptions |= name.equals(FIELD) && descriptor.equals(FIELD_TYPE);
            return super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        @Nullable
        MethodVisitor hooked(
                MethodVisitor next, String classOfMethod, int classVersion, String name, String descriptor) {
            return name.equals("<init>") ? new CollectingConstructor(next, classOfMethod, classVersion) : null;
        }
    }
}
