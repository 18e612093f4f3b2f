package dev.replywise.event;

import dev.replywise.classify.Classification;
import dev.replywise.reply.SmtpCommand;
import java.util.Locale;

/** Writes the sentence for a person that stands in front of an event's fields. Immutable. */
final class EventSentences {
    private final Locale language;

    EventSentences(String languageTag) {
        this.language = Locale.forLanguageTag(languageTag);
    }

    /** {@code 551 to RCPT j***@old.example from mx.old.example:25, permanent, mailbox-moved: resend to … (RFC 5321 §3.4)}. */
    String of(ReplyEvent event, String recipient, String advice) {
        StringBuilder out = new StringBuilder(200);
        out.append(event.reply().code().isPresent() ? event.reply().code().toString() : "no reply code");
        if (event.command() == SmtpCommand.CONNECT) {
            out.append(" as greeting");
        } else {
            out.append(" to ").append(command(event.command()));
        }
        if (!recipient.isEmpty()) {
            out.append(' ').append(recipient);
        }
        appendServer(out, event.session(), " from ");
        appendMeaning(out, event.classification());
        return withAdvice(out, event.classification(), advice);
    }

    String of(MessageEvent event, String advice) {
        StringBuilder out = new StringBuilder(200).append("message ");
        switch (event.outcome()) {
            case ACCEPTED:
                out.append("accepted");
                break;
            case PARTIAL:
                out.append("accepted for some recipients only");
                break;
            case TRANSIENT:
                out.append("refused for now");
                break;
            case PERMANENT:
                out.append("refused");
                break;
            case FAILED:
                out.append("not sent");
                break;
            default:
                out.append("perhaps accepted, the reply to its body was lost");
        }
        appendServer(out, event.session(), event.outcome() == MessageOutcome.FAILED ? " to " : " by ");
        out.append(", ").append(event.outcome().id());
        appendCount(out, event.accepted(), "accepted");
        appendCount(out, event.transientlyRefused(), "transient");
        appendCount(out, event.permanentlyRefused(), "permanent");
        appendCount(out, event.unsent(), "unsent");
        if (!event.queueId().isEmpty()) {
            out.append(", queued as ").append(event.queueId());
        }
        if (!event.deciding().isPresent()) {
            return out.append('.').toString();
        }
        Classification deciding = event.deciding().get();
        out.append(", ").append(deciding.cause().id());
        return withAdvice(out, deciding, advice);
    }

    String of(ConnectionEvent event, String advice) {
        StringBuilder out = new StringBuilder(200);
        if (event.connected()) {
            out.append("connected");
            appendServer(out, event.session(), " to ");
            return out.append('.').toString();
        }
        if (event.command() == SmtpCommand.CONNECT) {
            out.append("no connection");
            appendServer(out, event.session(), " to ");
        } else {
            out.append("no reply to ").append(command(event.command()));
            appendServer(out, event.session(), " from ");
        }
        appendMeaning(out, event.classification());
        return withAdvice(out, event.classification(), advice);
    }

    static String ofStorm(String server, String code, String causeId, long held) {
        StringBuilder out = new StringBuilder(120);
        out.append(held).append(held == 1 ? " more event" : " more events");
        appendWord(out, code);
        appendWord(out, causeId);
        if (!server.isEmpty()) {
            out.append(" from ").append(server);
        }
        return out.append(" held back; metrics count them all.").toString();
    }

    private static void appendWord(StringBuilder out, String word) {
        if (!word.isEmpty()) {
            out.append(' ').append(word);
        }
    }

    private static String command(SmtpCommand command) {
        return command == SmtpCommand.END_OF_DATA ? "end of data" : command.name();
    }

    private static void appendServer(StringBuilder out, SessionInfo session, String preposition) {
        if (!session.serverAddress().isEmpty()) {
            out.append(preposition).append(session.serverAddress());
            if (session.serverPort() > 0) {
                out.append(':').append(session.serverPort());
            }
        }
    }

    private static void appendMeaning(StringBuilder out, Classification classification) {
        out.append(", ")
                .append(classification.replyClass().id())
                .append(", ")
                .append(classification.cause().id());
    }

    private static void appendCount(StringBuilder out, int count, String what) {
        if (count > 0) {
            out.append(", ").append(count).append(' ').append(what);
        }
    }

    /** A success that leaves nothing to do needs no advice in the sentence; the fields have it. */
    private String withAdvice(StringBuilder out, Classification classification, String advice) {
        if (advice.isEmpty() || EventLevels.isPlainSuccess(classification)) {
            return out.append('.').toString();
        }
        out.append(": ");
        appendContinuing(out, advice);
        if (!classification.reference().isEmpty()) {
            out.append(" (").append(classification.reference()).append(')');
        }
        return out.toString();
    }

    /** The first word goes on in lower case, unless it is an abbreviation such as DNS or a name such as STARTTLS. */
    private void appendContinuing(StringBuilder out, String advice) {
        int end = advice.offsetByCodePoints(0, 1);
        boolean word = end < advice.length() && Character.isLowerCase(advice.codePointAt(end));
        String first = advice.substring(0, end);
        out.append(word ? first.toLowerCase(language) : first).append(advice, end, advice.length());
    }
}
