package dev.replywise.event;

import dev.replywise.catalog.Messages;
import java.util.Collections;
import java.util.List;

/** Writes what is said about failures inside an exception: one line each, the sentence that a log shows. Immutable. */
final class ExceptionTexts {
    /** Every text begins so: whoever searches a log finds it, and an exception that has one gets no second. */
    static final String NAME = "Replywise: ";

    /** Longer sentences are cut; the advice stands before the reference at the end. */
    private static final int MAX_LINE = 1000;

    /** What stack traces put before the lines of a suppressed exception, and one more. */
    private static final String NEXT_LINE = System.lineSeparator() + "\t\t";

    private final EventFields fields;
    private final Messages messages;

    ExceptionTexts(EventFormat format) {
        this.fields = new EventFields(format);
        this.messages = Messages.of(format.locale());
    }

    /**
     * The text.
     *
     * @param more how many further failures are only counted
     */
    String write(List<SmtpEvent> failures, int more) {
        StringBuilder text = new StringBuilder(200 * failures.size()).append(NAME);
        for (int i = 0; i < failures.size(); i++) {
            text.append(i == 0 ? "" : NEXT_LINE).append(EventText.visible(sentence(failures.get(i)), MAX_LINE));
        }
        if (more > 0) {
            text.append(NEXT_LINE).append(counted(more));
        }
        return text.toString();
    }

    /** The text that only says how many more there are. */
    String more(int count) {
        return NAME + counted(count);
    }

    private String counted(int more) {
        return messages.text("label.more", Collections.singletonMap("count", Integer.toString(more)));
    }

    private String sentence(SmtpEvent failure) {
        return failure instanceof ReplyEvent
                ? fields.record((ReplyEvent) failure).message()
                : fields.record((ConnectionEvent) failure).message();
    }
}
