package dev.replywise.demo.e2e.app;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Sends a mail for each line of its standard input, and prints a line when it has tried: {@code PORT MESSAGE-ID
 * RECIPIENT,… [KEY=VALUE …]}, the settings being those of the mail session. It ends when its input does.
 */
public final class OutboxApp {
    private OutboxApp() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            System.out.println(send(line.split(" ", -1)));
        }
    }

    private static String send(String[] words) {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.host", "localhost");
        settings.setProperty("mail.smtp.port", words[0]);
        settings.setProperty("mail.smtp.localhost", "shop.example");
        for (int i = 3; i < words.length; i++) {
            String[] setting = words[i].split("=", 2);
            settings.setProperty(setting[0], setting[1]);
        }
        Session session = Session.getInstance(settings);
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", words[1]);
            }
        };
        try {
            message.setFrom(new InternetAddress("billing@shop.example"));
            for (String recipient : words[2].split(",", -1)) {
                message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
            }
            message.setSubject("Your invoice");
            message.setText("Please find your invoice in our shop.");
            if (settings.containsKey("mail.smtp.auth")) {
                Transport.send(message, "billing@shop.example", "not-the-password");
            } else {
                Transport.send(message);
            }
            return "sent";
        } catch (MessagingException refused) {
            return refused.getClass().getSimpleName();
        }
    }
}
