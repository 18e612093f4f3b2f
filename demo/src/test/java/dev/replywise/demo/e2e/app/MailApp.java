package dev.replywise.demo.e2e.app;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** Sends one message to each address over one connection, and prints what became of it; knows of no telemetry. */
public final class MailApp {
    private MailApp() {}

    /** The arguments are the port, then the addresses. */
    public static void main(String[] arguments) throws MessagingException {
        Session session = Session.getInstance(new Properties());
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("localhost", Integer.parseInt(arguments[0]), null, null);
            for (int i = 1; i < arguments.length; i++) {
                MimeMessage message = new MimeMessage(session);
                message.setFrom(new InternetAddress("billing@shop.example"));
                message.setRecipient(Message.RecipientType.TO, new InternetAddress(arguments[i]));
                message.setText("text");
                message.saveChanges();
                try {
                    transport.sendMessage(message, message.getAllRecipients());
                    System.out.println("sent");
                } catch (MessagingException refused) {
                    System.out.println(refused.getClass().getSimpleName());
                }
            }
        }
        System.out.println("application ended");
    }
}
