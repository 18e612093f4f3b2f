package dev.replywise.sink.json;

import java.io.IOException;

/** Where lines go. Thread-safe. */
interface LineTarget {
    /** Writes a whole line at once. */
    void write(byte[] line) throws IOException;

    /** What a person calls it: {@code standard error}, {@code log.file /var/log/mail.json}. */
    String name();

    /** Seconds after a failure before the next try; 0 where a try costs nothing. */
    long retrySeconds();
}
