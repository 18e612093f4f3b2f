package dev.replywise.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Tells when nobody reads standard output any more, which a print stream itself keeps silent about. */
final class CheckedOutput extends OutputStream {
    private final PrintStream out;

    /** Writing is in vain. */
    static final class Closed extends IOException {
        private static final long serialVersionUID = 1;

        Closed() {
            super("closed");
        }
    }

    CheckedOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        out.write(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        out.write(octets, offset, length);
        check();
    }

    @Override
    public void flush() throws IOException {
        check();
    }

    private void check() throws IOException {
        if (out.checkError()) {
            throw new Closed();
        }
    }
}
