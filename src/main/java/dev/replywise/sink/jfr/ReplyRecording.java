package dev.replywise.sink.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** One reply of a server. */
@Name("dev.replywise.Reply")
@Label("SMTP Reply")
@Description("A reply of an SMTP server: every refusal, and positive replies that took their time")
@Category({"Replywise", "SMTP"})
@StackTrace(false)
final class ReplyRecording extends Event {
    @Label("Command")
    @Nullable
    String command;

    @Label("Reply Code")
    int replyCode;

    @Label("Enhanced Status Code")
    @Nullable
    String enhancedStatusCode;

    @Label("Reply Class")
    @Description("positive, transient, permanent or none")
    @Nullable
    String replyClass;

    @Label("Cause")
    @Nullable
    String cause;

    @Label("Retry")
    @Nullable
    String retry;

    @Label("Response Time")
    @Description("From the command's last octet to the reply")
    @Timespan(Timespan.NANOSECONDS)
    long responseTime;

    @Label("Server")
    @Nullable
    String server;

    @Label("Port")
    int port;

    @Label("Recipient Domain")
    @Nullable
    String recipientDomain;

    @Label("Session")
    @Nullable
    String session;

    @Label("Message-ID")
    @Nullable
    String messageId;

    @Label("Secondary")
    @Description("Merely follows an earlier failure")
    boolean secondary;

    @Label("Explanation")
    @Nullable
    String explanation;

    /** Not recorded: whether it is recorded however fast it came. */
    transient boolean remarkable;

    @SettingDefinition
    @Name("latency")
    @Label("Latency")
    @Description("Positive replies that came faster are left out")
    boolean latency(LatencySetting setting) {
        return remarkable || setting.isReachedBy(responseTime);
    }
}
