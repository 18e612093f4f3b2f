package dev.replywise.agent.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ClassNamesTest {
    /** Names a class in its code, a long, a double and a text that must stay as it is. */
    public static final class Sample implements Supplier<String> {
        private static final long LONG = 0x1234_5678_9ABCL;
        private static final double DOUBLE = 1.5;

        @Override
        public String get() {
            return new Original().name() + LONG + DOUBLE + "Original €";
        }
    }

    public static final class Original {
        public String name() {
            return "first";
        }
    }

    public static final class Another {
        public String name() {
            return "other";
        }
    }

    @Test
    void makesAClassUseAnother() throws Exception {
        byte[] replaced = ClassNames.replace(classFile(), "ClassNamesTest$Original", "ClassNamesTest$Another");
        assertThat(defined(replaced).get()).isEqualTo(new Sample().get().replace("first", "other"));
    }

    @Test
    void leavesTheRestAsItIs() throws Exception {
        assertThat(ClassNames.replace(classFile(), "not/there", "x")).isEqualTo(classFile());
    }

    @Test
    void refusesWhatIsNoClassFile() {
        assertThatThrownBy(() -> ClassNames.replace(new byte[5], "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no class file");
    }

    private static byte[] classFile() throws Exception {
        String name = Sample.class.getName().replace('.', '/') + ".class";
        try (InputStream in =
                Objects.requireNonNull(ClassNamesTest.class.getClassLoader().getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    @SuppressWarnings("unchecked")
    private static Supplier<String> defined(byte[] classFile) throws Exception {
        ClassLoader loader = new ClassLoader(ClassNamesTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(Sample.class.getName())
                        ? defineClass(name, classFile, 0, classFile.length)
                        : super.loadClass(name, resolve);
            }
        };
        Class<?> type = loader.loadClass(Sample.class.getName());
        assertThat(type.getClassLoader()).isSameAs(loader);
        return (Supplier<String>) type.getConstructor().newInstance();
    }
}
