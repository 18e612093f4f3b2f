package dev.replywise.cli;

import java.io.IOException;

/** Finds replies in one kind of input, a line at a time. Not thread-safe; total: any line is taken. */
interface ReplySource {
    /** Takes the line that the reader stands at. */
    void line(LineReader line, Found found) throws IOException;

    /** The input has ended. */
    void end(Found found) throws IOException;

    /** Takes what was found, in the order of the input. */
    interface Found {
        void take(ObservedReply reply) throws IOException;
    }
}
