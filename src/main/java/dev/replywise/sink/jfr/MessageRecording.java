package dev.replywise.sink.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** What became of one {@code sendMessage}. */
@Name("dev.replywise.Message")
@Label("SMTP Message")
@Description("What became of a message handed to the mail library")
@Category({"Replywise", "SMTP"})
@StackTrace(false)
final class MessageRecording extends Event {
    @Label("Outcome")
    @Description("accepted, partial, transient, permanent, failed or unknown")
    @Nullable
    String outcome;

    @Label("Send Time")
    @Description("What sendMessage took")
    @Timespan(Timespan.NANOSECONDS)
    long sendTime;

    @Label("Accepted Recipients")
    int accepted;

    @Label("Transiently Refused Recipients")
    int transientlyRefused;

    @Label("Permanently Refused Recipients")
    int permanentlyRefused;

    @Label("Unsent Recipients")
    int unsent;

    @Label("Cause")
    @Nullable
    String cause;

    @Label("Retry")
    @Nullable
    String retry;

    @Label("Server")
    @Nullable
    String server;

    @Label("Port")
    int port;

    @Label("Session")
    @Nullable
    String session;

    @Label("Message-ID")
    @Nullable
    String messageId;

    @Label("Queue Id")
    @Nullable
    String queueId;

    @Label("Explanation")
    @Nullable
    String explanation;
}
