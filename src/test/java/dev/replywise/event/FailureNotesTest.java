package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.Script.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rides on the exceptions that a mail library throws. */
class FailureNotesTest {
    private final MessagingException thrown = new MessagingException("Invalid Addresses");

    @Test
    void nothingUnlessAskedFor() {
        Script.addressed()
                .step("RCPT TO:<jane@old.example>", "550 5.1.1 Unknown")
                .ended(1, thrown);

        assertThat(thrown).hasNoSuppressedExceptions();
    }

    @Test
    void theAdviceStandsInTheStackTraceAndTheRestIsAsBefore() {
        StackTraceElement[] before = thrown.getStackTrace();
        explained(EventFormat.DEFAULT)
                .step("RCPT TO:<jane@old.example>", "551 5.1.6 Try <j.new@new.example>")
                .ended(1, thrown);

        assertThat(thrown).hasMessage("Invalid Addresses").hasNoCause();
        assertThat(thrown.getStackTrace()).isEqualTo(before);
        assertThat(printed(thrown).lines().filter(line -> !line.startsWith("\tat ")))
                .containsExactly(
                        thrown.toString(),
                        "\tSuppressed: java.lang.Exception: Replywise: 551 to RCPT j***@old.example from"
                                + " mx.example.com:25, permanent, mailbox-moved: resend to the forwarding address"
                                + " j***@new.example and update the contact. The server refused this message for the"
                                + " old address and does not forward it. (RFC 5321 §3.4)");
    }

    @Test
    void aLineForEachFailingRecipientUpToFive() {
        Script script = explained(EventFormat.DEFAULT).step("RCPT TO:<a@old.example>", "250 2.1.5 Ok");
        for (int i = 0; i < 7; i++) {
            script.step("RCPT TO:<name" + i + "@old.example>", i % 2 == 0 ? "550 5.1.1 Unknown" : "450 4.2.2 Full");
        }
        script.ended(8, thrown);

        List<String> lines = advice(thrown).lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).startsWith("Replywise: 550 to RCPT n***@old.example");
        assertThat(lines.get(1)).startsWith("\t\t450 to RCPT n***@old.example");
        assertThat(lines.get(5)).isEqualTo("\t\tand 2 more");
    }

    @Test
    void addressesAndLanguageAreThoseOfTheOptions() {
        explained(EventFormat.builder().addresses(AddressMode.NONE).locale("tr").build())
                .step("RCPT TO:<jane@old.example>", "551 5.1.6 Try <j.new@new.example>")
                .ended(1, thrown);

        assertThat(advice(thrown))
                .contains("mailbox-moved: ")
                .contains("***")
                .doesNotContain("old.example", "j.new", "resend");
    }

    @Test
    void aConnectThatFails() {
        Script script = script(EventFormat.DEFAULT);
        MessagingException failure =
                new MessagingException("Could not connect", new ConnectException("Connection refused"));
        script.session.connectEnded(false, failure);

        assertThat(advice(failure))
                .startsWith(
                        "Replywise: no connection to mx.example.com:25, none, connect-refused: check mail.smtp.host");
        assertThat(failure.getCause()).hasNoSuppressedExceptions();
    }

    @Test
    void whatMerelyFollowsIsNoLine() {
        explained(EventFormat.DEFAULT)
                .step("RCPT TO:<a@old.example>", "421 4.3.2 Shutting down")
                .send("RCPT TO:<b@old.example>")
                .eof()
                .ended(2, thrown);

        assertThat(advice(thrown))
                .startsWith("Replywise: 421 to RCPT ***@old.example")
                .doesNotContain("\n");
    }

    @Test
    void aRefusedEhloBeforeAFineHeloIsNoFailure() {
        Script script = script(EventFormat.DEFAULT).opened();
        script.reply("220 mx.example.com")
                .step("EHLO client.example.org", "502 5.5.1 No")
                .step("HELO client.example.org", "250 mx.example.com")
                .step("AUTH PLAIN", "535 5.7.8 No");
        script.session.connectEnded(false, thrown);

        assertThat(advice(thrown)).startsWith("Replywise: 535 to AUTH").doesNotContain("EHLO");
    }

    @Test
    void aPositiveReplyThatOldLibrariesTakeForAFailure() {
        explained(EventFormat.DEFAULT)
                .step("RCPT TO:<jane@old.example>", "252 2.1.5 Cannot verify")
                .ended(1, thrown);

        assertThat(advice(thrown)).startsWith("Replywise: 252 to RCPT");
    }

    @Test
    void failuresOfOneMessageAreNotThoseOfTheNext() {
        Script script = explained(EventFormat.DEFAULT);
        script.step("RCPT TO:<jane@old.example>", "550 5.1.1 Unknown").ended(1);
        script.session.messageBegun();
        script.step("MAIL FROM:<a@example.org>", "250 2.1.0 Ok").ended(1, thrown);

        assertThat(thrown).hasNoSuppressedExceptions();
    }

    @Test
    void onceAnException() {
        Script script = explained(EventFormat.DEFAULT);
        script.step("RCPT TO:<jane@old.example>", "550 5.1.1 Unknown").ended(1, thrown);
        script.session.messageBegun();
        script.step("MAIL FROM:<a@example.org>", "553 5.1.7 Bad").ended(1, thrown);

        assertThat(thrown.getSuppressed()).hasSize(1);
    }

    @Test
    void anExceptionThatTakesNoSuppressedOnes() {
        Exception closed = new Exception("closed", null, false, true) {
            private static final long serialVersionUID = 1L;
        };
        Script script = explained(EventFormat.DEFAULT);
        script.step("RCPT TO:<jane@old.example>", "550 5.1.1 Unknown").ended(1, closed);

        assertThat(closed).hasNoSuppressedExceptions();
        assertThat(script.problems).isEmpty();
    }

    /** A session store, RMI or JMS may carry it to a JVM that has never heard of us. */
    @Test
    void typesAreThoseOfEveryJvm() throws Exception {
        explained(EventFormat.DEFAULT)
                .step("RCPT TO:<jane@old.example>", "550 5.1.1 Unknown")
                .ended(1, thrown);

        assertThat(thrown.getSuppressed()[0].getClass()).isSameAs(Exception.class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Throwable copy = (Throwable) in.readObject();
            assertThat(copy.getSuppressed()[0]).hasMessage(advice(thrown));
        }
    }

    private static Script script(EventFormat format) {
        Script script = new Script();
        script.pipeline.explainExceptions(format);
        script.session = script.pipeline.newSession();
        script.session.server("mx.example.com", 25);
        return script;
    }

    /** A connection within a message. */
    static Script explained(EventFormat format) {
        Script script = script(format).opened();
        script.reply("220 mx.example.com ESMTP").step("EHLO client.example.org", "250 mx.example.com");
        script.session.connectEnded(true, null);
        script.session.messageBegun();
        return script.step("MAIL FROM:<a@example.org>", "250 2.1.0 Ok");
    }

    private static String advice(Throwable thrown) {
        assertThat(thrown.getSuppressed()).hasSize(1);
        return String.valueOf(thrown.getSuppressed()[0].getMessage());
    }

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
