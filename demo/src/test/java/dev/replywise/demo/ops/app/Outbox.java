package dev.replywise.demo.ops.app;

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
import java.util.List;
import java.util.Properties;
import org.slf4j.MDC;

/**
 * A service that sends what its standard input asks for and lives until that ends.
 *
 * <p>An order a line: {@code send HOST PORT COUNT RECIPIENT,… [KEY=VALUE …]}, the last being settings of the mail session.
 * Each mail has a connection of its own. The answer is {@code sent N of COUNT} on standard output.
 */
public final class Outbox {
    private Outbox() {}

    /** Takes orders until there are no more. */
    public static void main(String[] args) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        MDC.put("tenant", "acme");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            int count = Integer.parseInt(words[3]);
            int sent = 0;
            Properties settings = settings(words);
            for (int i = 0; i < count; i++) {
                sent += send(settings, words[4]) ? 1 : 0;
            }
            System.out.println("sent " + sent + " of " + count);
        }
    }

    private static Properties settings(String[] words) {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.host", words[1]);
        settings.setProperty("mail.smtp.port", words[2]);
        settings.setProperty("mail.smtp.localhost", "shop.example");
        settings.setProperty("mail.smtp.connectiontimeout", "5000");
        settings.setProperty("mail.smtp.timeout", "5000");
        for (String setting : List.of(words).subList(5, words.length)) {
            settings.setProperty(
                    setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return settings;
    }

    private static boolean send(Properties settings, String recipients) {
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(settings));
            message.setFrom(new InternetAddress("billing@shop.example"));
            message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(recipients));
            message.setSubject("Your invoice");
            message.setText("Please find your invoice in our shop.");
            message.setHeader("X-Campaign", "spring");
            if (settings.containsKey("mail.smtp.auth")) {
                Transport.send(message, "billing@shop.example", "not-the-password");
            } else {
                Transport.send(message);
            }
            return true;
        } catch (MessagingException refused) {
            return false;
        }
    }
}
