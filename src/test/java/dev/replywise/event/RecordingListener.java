package dev.replywise.event;

import dev.replywise.reply.ReplyAnomaly;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps events, and writes each as one line so that a whole sequence can be compared at once. */
final class RecordingListener implements SmtpEventListener {
    final List<SmtpEvent> events = new ArrayList<>();

    @Override
    public void onReply(ReplyEvent event) {
        events.add(event);
    }

    @Override
    public void onMessage(MessageEvent event) {
        events.add(event);
    }

    @Override
    public void onConnection(ConnectionEvent event) {
        events.add(event);
    }

    List<String> lines() {
        return events.stream().map(RecordingListener::line).collect(Collectors.toList());
    }

    <T extends SmtpEvent> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).collect(Collectors.toList());
    }

    MessageEvent message() {
        List<MessageEvent> messages = of(MessageEvent.class);
        return messages.get(messages.size() - 1);
    }

    static String line(SmtpEvent event) {
        if (event instanceof ReplyEvent) {
            ReplyEvent reply = (ReplyEvent) event;
            String anomalies =
                    reply.anomalies().stream().map(ReplyAnomaly::id).sorted().collect(Collectors.joining("+"));
            return reply.command()
                    + (reply.recipient().isEmpty() ? "" : " <" + reply.recipient() + ">")
                    + " "
                    + reply.reply().code().value()
                    + (anomalies.isEmpty() ? "" : " !" + anomalies)
                    + (reply.secondary() ? " secondary" : "");
        }
        if (event instanceof MessageEvent) {
            MessageEvent message = (MessageEvent) event;
            return "message " + message.outcome().id() + " " + message.accepted() + "/" + message.transientlyRefused()
                    + "/" + message.permanentlyRefused() + "/" + message.unsent()
                    + message.deciding().map(c -> " " + c.cause().id()).orElse("");
        }
        ConnectionEvent connection = (ConnectionEvent) event;
        return connection.connected()
                ? connection.errorType().isEmpty() ? "connected" : "connected, but " + connection.errorType()
                : "no reply to " + connection.command() + ": "
                        + connection.classification().cause().id()
                        + (connection.secondary() ? " secondary" : "");
    }
}
