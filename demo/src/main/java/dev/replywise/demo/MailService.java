package dev.replywise.demo;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A service that sends mail, as there are many: Jakarta Mail, SLF4J, not a word about Replywise.
 *
 * <p>Arguments: the server's port, and a port on which nothing listens. It ends when its standard input does.
 */
public final class MailService {
    /** What it logs when the last mail has been tried. */
    static final String DONE = "outbox is empty";

    private static final Logger LOG = LoggerFactory.getLogger(MailService.class);

    private MailService() {}

    /** Sends all mails, one after the other. */
    public static void main(String[] args) throws IOException {
        for (Scene scene : Scene.ALL) {
            MDC.put("mail", scene.name());
            MDC.put("detail", scene.isInDetail() ? "all" : "some");
            send(scene, scene.isUnreachable() ? args[1] : args[0]);
            MDC.clear();
        }
        LOG.info(DONE);
        while (System.in.read() >= 0) {
            // Stays, so that its metrics can be read, until it is told to go.
        }
    }

    private static void send(Scene scene, String port) {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.host", "localhost");
        settings.setProperty("mail.smtp.port", port);
        settings.setProperty("mail.smtp.localhost", "shop.example");
        settings.setProperty("mail.smtp.connectiontimeout", "5000");
        settings.setProperty("mail.smtp.timeout", "5000");
        settings.putAll(scene.settings());
        try {
            Session session = Session.getInstance(settings);
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress("billing@shop.example"));
            for (String recipient : scene.recipients()) {
                message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
            }
            message.setSubject("Your invoice");
            message.setText("Please find your invoice in our shop.");
            if (scene.settings().containsKey("mail.smtp.auth")) {
                Transport.send(message, "billing@shop.example", "not-the-password");
            } else {
                Transport.send(message);
            }
            LOG.info("sent");
        } catch (MessagingException e) {
            // What such services usually log: enough to know that it failed, too little to know what to do.
            LOG.warn("not sent: {}", e.getClass().getSimpleName());
        }
    }
}
