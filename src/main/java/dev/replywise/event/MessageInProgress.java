package dev.replywise.event;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The message that a {@code sendMessage} is about, from its beginning to its event. Not thread-safe. */
final class MessageInProgress {
    private static final String MESSAGE_ID = "Message-ID";

    private final ReplyPipeline pipeline;
    private final @Nullable Function<String, @Nullable String> headers;
    private final MessageTally tally = new MessageTally();
    private final Map<String, String> labels;
    private final long begunNanos = System.nanoTime();
    private String id;
    private String sender = "";

    MessageInProgress(ReplyPipeline pipeline, @Nullable Function<String, @Nullable String> headers) {
        this.pipeline = pipeline;
        this.headers = headers;
        this.labels = pipeline.labels(headers);
        this.id = header(MESSAGE_ID);
    }

    MessageTally tally() {
        return tally;
    }

    Map<String, String> labels() {
        return labels;
    }

    void sender(String reversePath) {
        sender = reversePath;
    }

    /** The id; it is often made as late as the headers are written, so it is looked for again after the body. */
    String id(SentCommand command) {
        if (id.isEmpty() && command.endsMessage()) {
            id = header(MESSAGE_ID);
        }
        return id;
    }

    String id() {
        return id;
    }

    /** The event of its end. */
    MessageEvent ended(SessionInfo session, String idNow, int recipients, @Nullable Throwable failure) {
        MessageEvent.Builder event = MessageEvent.builder()
                .timestampMillis(System.currentTimeMillis())
                .session(session)
                .labels(labels)
                .durationNanos(Math.max(0, System.nanoTime() - begunNanos))
                .sender(sender)
                .messageId(idNow.isEmpty() ? id : idNow);
        tally.describe(event, recipients, failure);
        return event.build();
    }

    private String header(String name) {
        Function<String, @Nullable String> reader = headers;
        try {
            String value = reader == null ? null : reader.apply(name);
            return value == null ? "" : value;
        } catch (Throwable failure) {
            pipeline.suppress("header " + name, failure);
            return "";
        }
    }
}
