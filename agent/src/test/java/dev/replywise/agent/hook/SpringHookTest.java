package dev.replywise.agent.hook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes are changed, and how little; what the change does is seen in the Spring Boot services. */
class SpringHookTest {
    private static final String NAME = "org/springframework/mail/MailSendException";

    private final long suppressedBefore = SuppressedErrors.count();
    private final SpringHook hook = SpringHook.install(noClasses());
    private final Path folder;

    SpringHookTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void addsNeitherFieldNorMethod() throws Exception {
        byte[] before = compile("private final Exception[] messageExceptions = {}; MailSendException(String m) {}");
        byte[] after = requireNonNull(transform(NAME, before));

        assertThat(after).isNotEqualTo(before);
        assertThat(members(after)).isEqualTo(members(before));
    }

    @Test
    void leavesOthersAsTheyAre() throws Exception {
        byte[] noExceptions = compile("MailSendException(String m) {}");
        byte[] others = compile("private final String messageExceptions = \"\";");

        assertThat(transform(NAME, noExceptions)).isNull();
        assertThat(transform(NAME, others)).isNull();
        assertThat(transform("com/example/MailSendException", noExceptions)).isNull();
        assertThat(transform(null, noExceptions)).isNull();
        assertThat(SuppressedErrors.count()).isEqualTo(suppressedBefore);
    }

    private byte @Nullable [] transform(@Nullable String name, byte[] classFile) {
        return hook.transform(getClass().getClassLoader(), name, null, null, classFile);
    }

    private byte[] compile(String body) throws Exception {
        Path source = folder.resolve("MailSendException.java");
        Files.writeString(source, "package org.springframework.mail; class MailSendException {" + body + "}");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        return Files.readAllBytes(folder.resolve(NAME + ".class"));
    }

    private static List<String> members(byte[] classFile) {
        Class<?> type = new ClassLoader(SpringHookTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(NAME.replace('/', '.'), classFile, 0, classFile.length);
            }
        }.define();
        return Stream.of(type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
                .flatMap(Stream::of)
                .map(Object::toString)
                .toList();
    }

    /** A JVM that has loaded nothing yet. */
    private static Instrumentation noClasses() {
        return (Instrumentation) Proxy.newProxyInstance(
                SpringHookTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> method.getReturnType() == boolean.class
                        ? (Object) false
                        : method.getReturnType() == Class[].class ? new Class<?>[0] : null);
    }
}
