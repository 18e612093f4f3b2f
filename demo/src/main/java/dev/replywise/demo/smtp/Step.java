package dev.replywise.demo.smtp;

/** One thing that a scripted server does when it is its turn. */
sealed interface Step {
    /** Writes exactly these octets. */
    record Send(byte[] octets) implements Step {}

    /** Waits before the next step, as a slow server does. */
    record Pause(long millis) implements Step {}

    /** Goes on over TLS, the server's side of a STARTTLS. */
    record StartTls() implements Step {}

    /** Ends its half of the connection; the client reads the end of the stream and may still write. */
    record Drop() implements Step {}

    /** Breaks the connection at once, in both directions. */
    record Reset() implements Step {}

    /** Says nothing more until the client leaves. */
    record Hang() implements Step {}
}
