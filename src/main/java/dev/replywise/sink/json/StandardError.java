package dev.replywise.sink.json;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** The process's standard error, as the application has set it at the moment of writing, or past what it has set. */
final class StandardError implements LineTarget {
    private final @Nullable OutputStream descriptor;

    private StandardError(@Nullable OutputStream descriptor) {
        this.descriptor = descriptor;
    }

    /** {@link System#err}. */
    static StandardError asSet() {
        return new StandardError(null);
    }

    /** The file descriptor: where {@link System#err} may lead back into a logging framework. */
    static StandardError descriptor() {
        // Never closed: the descriptor is the process's.
        return new StandardError(new FileOutputStream(FileDescriptor.err));
    }

    @Override
    public void write(byte[] line) throws IOException {
        if (descriptor != null) {
            descriptor.write(line);
            return;
        }
        PrintStream stream = System.err;
        if (stream == null) {
            throw new IOException("there is no standard error");
        }
        stream.write(line, 0, line.length);
        if (stream.checkError()) {
            throw new IOException("it is closed or broken");
        }
    }

    @Override
    public String name() {
        return "standard error";
    }

    /** The application may set another stream at any moment. */
    @Override
    public long retrySeconds() {
        return 0;
    }
}
