package dev.replywise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.agent.otel.sdk.QuietLogger;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** The archive with the agent's own exporter: one entry of the jar, for Java 8, and logging nowhere by itself. */
class ExporterArchiveIT {
    private static final String LOGGER = "java/util/logging/Logger";

    @Test
    void isOneEntryOfTheJar() throws IOException {
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName)).contains("inst/exporter.zip");
            assertThat(InnerFiles.read().keySet())
                    .noneMatch(name -> name.startsWith("io/opentelemetry/")
                            || name.startsWith("okhttp3/")
                            || name.startsWith("kotlin/"));
            assertThat(jar.stream().map(ZipEntry::getName))
                    .anyMatch(name -> name.matches("META-INF/licenses/.*/LICENSE.*"));
        }
    }

    @Test
    void isForJava8() throws IOException {
        assertThat(classes().values())
                .isNotEmpty()
                .allSatisfy(bytes -> assertThat(bytes[7]).isLessThanOrEqualTo((byte) 52));
    }

    /** What takes the place of the JDK's logger must have each method that is called on one. */
    @Test
    void asksOfALoggerOnlyWhatOursHas() throws IOException {
        Set<String> called = new TreeSet<>();
        for (byte[] classFile : classes().values()) {
            new ClassReader(classFile).accept(new LoggerCalls(called), ClassReader.SKIP_DEBUG);
        }
        Set<String> there = Arrays.stream(QuietLogger.class.getDeclaredMethods())
                .map(method -> method.getName() + " " + method.getParameterCount())
                .collect(Collectors.toSet());
        assertThat(called).isNotEmpty().isSubsetOf(there);
    }

    private static Map<String, byte[]> classes() throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile());
                InputStream entry = jar.getInputStream(jar.getJarEntry("inst/exporter.zip"));
                ZipInputStream archive = new ZipInputStream(entry)) {
            for (ZipEntry file = archive.getNextEntry(); file != null; file = archive.getNextEntry()) {
                if (file.getName().endsWith(".class")) {
                    classes.put(file.getName(), archive.readAllBytes());
                }
            }
        }
        return classes;
    }

    private static final class LoggerCalls extends ClassVisitor {
        private final Set<String> called;

        LoggerCalls(Set<String> called) {
            super(Opcodes.ASM9);
            this.called = called;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            assertThat(superName).as(name).isNotEqualTo(LOGGER);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    if (owner.equals(LOGGER)) {
                        int count = net.bytebuddy.jar.asm.Type.getArgumentTypes(type).length;
                        called.add(method + " " + count);
                    }
                }
            };
        }
    }
}
