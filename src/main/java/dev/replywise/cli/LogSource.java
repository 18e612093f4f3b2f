package dev.replywise.cli;

import java.io.IOException;

/** A kind of log whose replies each stand on a line of their own. Stateless subclasses do one format each. */
abstract class LogSource implements ReplySource {
    @Override
    public final void line(LineReader line, Found found) throws IOException {
        read(line.text(), found);
    }

    @Override
    public void end(Found found) throws IOException {}

    /** Finds the replies of one line. */
    abstract void read(String line, Found found) throws IOException;
}
