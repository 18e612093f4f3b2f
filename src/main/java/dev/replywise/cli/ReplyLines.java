package dev.replywise.cli;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.replywise.classify.ReplyContext;
import dev.replywise.classify.ReplyContext.Known;
import dev.replywise.reply.SmtpCommand;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reply a line, bare or as a JSON object; each line gives exactly one. Not thread-safe. */
final class ReplyLines implements ReplySource {
    private final Map<SmtpCommand, ReplyContext> ofCommands = new EnumMap<>(SmtpCommand.class);
    private long malformed;

    /** Lines that looked like JSON and were not, or held no reply. */
    long malformed() {
        return malformed;
    }

    @Override
    public void line(LineReader line, Found found) throws IOException {
        if (line.firstOctet() != '{') {
            found.take(ObservedReply.builder().reply(line.text()).build());
            return;
        }
        ObservedReply read;
        try {
            read = object(line);
        } catch (JsonProcessingException e) {
            read = unreadable(line, "not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            read = unreadable(line, "not JSON in UTF-8");
        }
        if (read == null) {
            read = unreadable(line, "no string \"reply\" in the object");
        }
        found.take(read);
    }

    @Override
    public void end(Found found) {}

    private ObservedReply unreadable(LineReader line, String reason) {
        malformed++;
        return ObservedReply.builder()
                .reply(line.text())
                .error(Shown.text(reason))
                .build();
    }

    /** Null when there is no reply in the object. */
    private @Nullable ObservedReply object(LineReader line) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(line.octets(), line.start(), line.length())) {
            return object(parser);
        } catch (IOException notUtf8) {
            if (line.isAscii()) {
                throw notUtf8;
            }
            // Programs that pass on what a server sent pass on its charset.
            try (JsonParser parser = Json.FACTORY.createParser(line.text())) {
                return object(parser);
            } catch (IOException notEvenThen) {
                throw notUtf8;
            }
        }
    }

    /** Null when there is no reply in the object. */
    private @Nullable ObservedReply object(JsonParser parser) throws IOException {
        String reply = null;
        SmtpCommand command = SmtpCommand.OTHER;
        String recipient = "";
        ReplyContext.Builder context = null;
        parser.nextToken();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                parser.skipChildren();
                continue;
            }
            String value = token == JsonToken.VALUE_NULL ? "" : parser.getText();
            switch (name) {
                case "reply":
                    reply = token == JsonToken.VALUE_STRING ? value : null;
                    break;
                case "command":
                case "smtp.command":
                    command = SmtpCommand.ofVerb(value);
                    break;
                case "recipient":
                case "smtp.recipient.address":
                    recipient = value;
                    break;
                default:
                    context = session(name, value, context);
            }
        }
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "something follows the object");
        }
        return reply == null ? null : observed(reply, command, recipient, context);
    }

    private ObservedReply observed(
            String reply, SmtpCommand command, String recipient, ReplyContext.@Nullable Builder session) {
        ReplyContext.Builder context = session;
        if (context == null && recipient.isEmpty()) {
            return ObservedReply.builder()
                    .reply(reply)
                    .context(ofCommands.computeIfAbsent(command, ReplyContext::of))
                    .build();
        }
        if (context == null) {
            context = ReplyContext.builder();
        }
        int at = recipient.lastIndexOf('@');
        if (at >= 0) {
            context.recipientDomain(recipient.substring(at + 1).toLowerCase(Locale.ROOT));
        }
        return ObservedReply.builder()
                .reply(reply)
                .recipient(recipient)
                .context(context.command(command).build())
                .build();
    }

    /** What a program that knows more about the session may say about it. */
    private static ReplyContext.@Nullable Builder session(
            String name, String value, ReplyContext.@Nullable Builder session) {
        ReplyContext.Builder context = session == null ? ReplyContext.builder() : session;
        switch (name) {
            case "server":
            case "server.address":
                return context.server(value);
            case "greeting":
                return context.greeting(value);
            case "helo":
                return context.heloName(value);
            case "sender_domain":
            case "smtp.sender.domain":
                return context.senderDomain(value);
            case "earlier":
                return context.earlierCause(value);
            case "tls":
                return context.tls(known(value));
            case "auth":
                return context.authenticated(known(value));
            case "starttls_offered":
                return context.starttlsOffered(known(value));
            case "auth_offered":
                return context.authOffered(known(value));
            default:
                return session;
        }
    }

    private static Known known(String value) {
        switch (value) {
            case "true":
            case "yes":
                return Known.YES;
            case "false":
            case "no":
                return Known.NO;
            default:
                return Known.UNKNOWN;
        }
    }
}
