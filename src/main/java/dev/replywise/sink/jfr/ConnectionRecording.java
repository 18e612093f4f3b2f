package dev.replywise.sink.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A connection that came about, or one that failed or broke. */
@Name("dev.replywise.Connection")
@Label("SMTP Connection")
@Description("A connection to an SMTP server that came about, and one that failed or broke")
@Category({"Replywise", "SMTP"})
@StackTrace(false)
final class ConnectionRecording extends Event {
    @Label("Connected")
    boolean connected;

    @Label("Command")
    @Description("What was being done")
    @Nullable
    String command;

    @Label("Cause")
    @Nullable
    String cause;

    @Label("Time")
    @Description("From the attempt, or the command's last octet")
    @Timespan(Timespan.NANOSECONDS)
    long time;

    @Label("Server")
    @Nullable
    String server;

    @Label("Port")
    int port;

    @Label("Peer Address")
    @Nullable
    String peerAddress;

    @Label("TLS Version")
    @Nullable
    String tlsVersion;

    @Label("Error Type")
    @Nullable
    String errorType;

    @Label("Session")
    @Nullable
    String session;

    @Label("Secondary")
    @Description("Merely follows an earlier failure")
    boolean secondary;

    @Label("Explanation")
    @Nullable
    String explanation;
}
