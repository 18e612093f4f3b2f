package dev.replywise.cli;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file in which the agent, asked to leave a JVM, says whether it was in there. The agent's answer goes nowhere else: a
 * property that marks a JVM as attached would be seen by the application. Where the agent cannot write it, as in another
 * container, there is no answer. Not thread-safe.
 */
final class DetachAnswer implements AutoCloseable {
    private final File file;
    private final boolean made;

    private DetachAnswer(File file, boolean made) {
        this.file = file;
        this.made = made;
    }

    /** A file to be written, or none where that cannot be. */
    static DetachAnswer expected() {
        try {
            return new DetachAnswer(File.createTempFile("replywise-detach-", ".answer"), true);
        } catch (IOException | SecurityException noTemporaryFiles) {
            return new DetachAnswer(new File(""), false);
        }
    }

    /** What names the file behind the agent's argument; empty where there is none. */
    String argument() {
        return made ? "=" + file.getAbsolutePath() : "";
    }

    /** Whether the agent said so; false where it said nothing. */
    boolean nothingWasAttached() {
        if (!made) {
            return false;
        }
        try (InputStream in = new FileInputStream(file)) {
            return in.read() == '0';
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    public void close() {
        if (made && !file.delete()) {
            file.deleteOnExit();
        }
    }
}
