package dev.replywise.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.util.Collections;
import java.util.List;

/**
 * The entry of the command line.
 *
 * <p>The answer of {@code run} is the exit status: {@link #OK}, {@link #NO} or {@link #USAGE}. Thread-safe; never throws
 * for what a user gives, and never ends the JVM.
 */
public final class Main {
    /** Done. */
    public static final int OK = 0;
    /** The answer is "no": an unknown code, nothing attached, a check that fails. */
    public static final int NO = 1;
    /** Wrong usage; one line on standard error says what is right. */
    public static final int USAGE = 2;

    private static final int OUTPUT_BUFFER = 64 * 1024;

    private Main() {}

    /** Runs a command on the JVM's own streams, with output in UTF-8 whatever the locale says. */
    public static int run(String[] args) {
        return run(args, Collections.<CheckStep>emptyList());
    }

    /**
     * Runs a command on the JVM's own streams.
     *
     * @param checks what {@code check} looks at besides the library itself
     */
    public static int run(String[] args, List<? extends CheckStep> checks) {
        PrintStream out = utf8(new FileOutputStream(FileDescriptor.out));
        PrintStream err = utf8(new FileOutputStream(FileDescriptor.err));
        return run(args, System.in, out, err, checks);
    }

    /** Runs a command on given streams, which are flushed and not closed. */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        return run(args, in, out, err, Collections.<CheckStep>emptyList());
    }

    /**
     * Runs a command on given streams, which are flushed and not closed.
     *
     * @param checks what {@code check} looks at besides the library itself
     */
    public static int run(
            String[] args, InputStream in, PrintStream out, PrintStream err, List<? extends CheckStep> checks) {
        int status = new CommandRunner(in, out, err, checks).run(args);
        out.flush();
        err.flush();
        return status;
    }

    private static PrintStream utf8(OutputStream stream) {
        try {
            return new PrintStream(new BufferedOutputStream(stream, OUTPUT_BUFFER), false, "UTF-8");
        } catch (UnsupportedEncodingException impossible) {
            throw new AssertionError("every Java platform has UTF-8", impossible);
        }
    }
}
