package dev.replywise.event;

import dev.replywise.classify.Classification;
import dev.replywise.reply.ReplyClass;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The level of an event, by its class and by how far a refusal reaches. */
final class EventLevels {
    /** Groups of causes that refuse the sender as a whole, not one recipient or one message. */
    private static final Set<String> SENDER_AS_A_WHOLE = Collections.unmodifiableSet(
            new HashSet<>(Arrays.asList("sender", "auth", "tls", "reputation", "identity", "mail-auth")));

    /** Causes of positive replies that leave nothing to do. */
    private static final Set<String> PLAIN_SUCCESS = Collections.unmodifiableSet(
            new HashSet<>(Arrays.asList("ok", "intermediate", "intermediate-auth", "intermediate-data")));

    private final EventFormat format;

    EventLevels(EventFormat format) {
        this.format = format;
    }

    EventLevel of(ReplyEvent event) {
        return secondary(event.secondary(), level(event.classification().replyClass(), event.classification()));
    }

    EventLevel of(MessageEvent event) {
        ReplyClass levelClass = event.outcome().levelClass();
        if (levelClass == ReplyClass.POSITIVE) {
            return format.positiveLevel();
        }
        return event.deciding().isPresent()
                ? level(levelClass, event.deciding().get())
                : byClass(levelClass, EventLevel.WARN);
    }

    EventLevel of(ConnectionEvent event) {
        return secondary(event.secondary(), level(event.classification().replyClass(), event.classification()));
    }

    /** Whether a positive reply tells something that the sender should act on, as 251 and 252 do. */
    static boolean isPlainSuccess(Classification classification) {
        return classification.replyClass() == ReplyClass.POSITIVE
                && PLAIN_SUCCESS.contains(classification.cause().id());
    }

    private EventLevel level(ReplyClass replyClass, Classification classification) {
        if (replyClass == ReplyClass.POSITIVE && !isPlainSuccess(classification)) {
            EventLevel positive = format.positiveLevel();
            return positive == EventLevel.OFF || positive.reaches(EventLevel.INFO) ? positive : EventLevel.INFO;
        }
        boolean wholeSender = SENDER_AS_A_WHOLE.contains(classification.cause().group());
        return byClass(replyClass, wholeSender ? EventLevel.ERROR : EventLevel.WARN);
    }

    private EventLevel byClass(ReplyClass replyClass, EventLevel automatic) {
        switch (replyClass) {
            case POSITIVE:
                return format.positiveLevel();
            case TRANSIENT:
                return format.transientLevel();
            case PERMANENT:
                Optional<EventLevel> permanent = format.permanentLevel();
                return permanent.isPresent() ? permanent.get() : automatic;
            default:
                return format.noneLevel();
        }
    }

    /** What merely follows a failure that was told already is told one level lower; at debug every reply is seen. */
    private static EventLevel secondary(boolean secondary, EventLevel level) {
        return secondary && level.reaches(EventLevel.INFO) ? level.lower() : level;
    }
}
