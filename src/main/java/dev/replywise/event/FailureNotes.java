package dev.replywise.event;

import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what failed during one connect or one {@code sendMessage}, and lets it ride on the exception that the mail
 * library throws for it, as a suppressed exception. Does nothing unless that is asked for. Not thread-safe.
 */
final class FailureNotes {
    /** Failures that get a line of their own. */
    static final int MAX_LINES = 5;

    private static final StackTraceElement[] NO_TRACE = {};

    private final @Nullable ExceptionTexts texts;
    private final List<SmtpEvent> failures = new ArrayList<>(0);
    private @Nullable ReplyEvent hint;
    private int more;

    FailureNotes(@Nullable ExceptionTexts texts) {
        this.texts = texts;
    }

    /** Another connect or message begins. */
    void clear() {
        failures.clear();
        hint = null;
        more = 0;
    }

    /** Takes in an event in the order of the dialogue; what merely follows a failure explains nothing. */
    void note(SmtpEvent event) {
        if (texts == null) {
            return;
        }
        if (event instanceof ReplyEvent) {
            note((ReplyEvent) event);
        } else if (event instanceof ConnectionEvent) {
            ConnectionEvent connection = (ConnectionEvent) event;
            if (!connection.connected() && !connection.secondary()) {
                add(connection);
            }
        }
    }

    private void note(ReplyEvent reply) {
        if (reply.secondary()) {
            return;
        }
        if (reply.classification().replyClass() != ReplyClass.POSITIVE) {
            add(reply);
        } else if (reply.command() == SmtpCommand.HELO) {
            // The refusal of EHLO before it was no failure after all (RFC 5321 §4.1.1.1).
            clear();
        } else if (hint == null && !EventLevels.isPlainSuccess(reply.classification())) {
            // Mail libraries may take a 251 or 252 for a failure.
            hint = reply;
        }
    }

    private void add(SmtpEvent failure) {
        if (failures.size() < MAX_LINES) {
            failures.add(failure);
        } else {
            more++;
        }
    }

    /** What was noted rides on the exception, if there is one and none rides on it already; then it is forgotten. */
    void rideOn(@Nullable Throwable thrown) {
        ExceptionTexts writer = texts;
        if (writer == null) {
            return;
        }
        List<SmtpEvent> told = failures.isEmpty() && hint != null ? Collections.singletonList(hint) : failures;
        if (thrown instanceof Exception && !told.isEmpty() && !isExplained(thrown)) {
            thrown.addSuppressed(explanation(writer.write(told, more)));
        }
        clear();
    }

    /** A type that every class loader and every JVM has: applications print, hand on and serialise what they catch. */
    static Exception explanation(String text) {
        Exception explanation = new Exception(text);
        explanation.setStackTrace(NO_TRACE);
        return explanation;
    }

    /** Whether something of ours rides on an exception. */
    static boolean isExplained(Throwable thrown) {
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (isExplanation(suppressed)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an exception is one of ours. */
    static boolean isExplanation(Throwable suppressed) {
        String message = suppressed.getClass() == Exception.class ? suppressed.getMessage() : null;
        return message != null && message.startsWith(ExceptionTexts.NAME);
    }
}
