package dev.replywise.docs;

import dev.replywise.catalog.Messages;
import dev.replywise.classify.AdviceWriter;
import dev.replywise.classify.Classification;
import dev.replywise.classify.Fact;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.ReplyContext;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;

/** Says what to do about a mail that could not be sent. */
final class WhatToDo {
    private static final ReplyClassifier CLASSIFIER = ReplyClassifier.builtIn();
    private static final AdviceWriter ADVICE = new AdviceWriter(Messages.of("en"));

    private WhatToDo() {}

    /** A line for each reply behind the exception. */
    static List<String> about(MessagingException failure) {
        List<String> lines = new ArrayList<>();
        Exception next = failure;
        while (next instanceof MessagingException) {
            SmtpReply reply = ReplyParser.parse(String.valueOf(next.getMessage()));
            if (reply.code().isPresent()) { // else the library's own words
                lines.add(about(reply, recipientOf(next)));
            }
            next = ((MessagingException) next).getNextException();
        }
        return lines;
    }

    private static String about(SmtpReply reply, String recipient) {
        ReplyContext context = ReplyContext.builder()
                .command(recipient.isEmpty() ? SmtpCommand.OTHER : SmtpCommand.RCPT)
                .recipientDomain(recipient.substring(recipient.indexOf('@') + 1))
                .build();
        Classification meaning = CLASSIFIER.classify(reply, context);
        Map<String, String> values = new HashMap<>();
        values.put("recipient", recipient);
        values.put("forward_path", meaning.fact(Fact.FORWARD_PATH));
        return meaning.cause().id() + ", " + meaning.retry().id() + ": " + ADVICE.write(meaning, values);
    }

    private static String recipientOf(Exception failure) {
        return failure instanceof SMTPAddressFailedException
                ? ((SMTPAddressFailedException) failure).getAddress().getAddress()
                : "";
    }
}
