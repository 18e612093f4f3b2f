package dev.replywise.agent.loading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads class files of ours. Stateless. */
public final class ClassFiles {
    private ClassFiles() {}

    /**
     * The class file of a class that a loader has.
     *
     * @param name with dots
     * @throws ClassNotFoundException if there is none, or none that can be read
     */
    public static byte[] of(ClassLoader loader, String name) throws ClassNotFoundException {
        try (@Nullable InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return bytes(in);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** All that a stream has. */
    public static byte[] bytes(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes.write(buffer, 0, read);
        }
        return bytes.toByteArray();
    }
}
