package dev.replywise.demo.e2e.app;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Sends two mails and prints what became of them, and what there is to see of them besides log lines. */
public final class NeighbourApp {
    private NeighbourApp() {}

    /** The SMTP port; then, if there is one, the address of a scrape endpoint in this JVM that exports all beans. */
    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < 2; i++) {
            System.out.println("mail: " + send(arguments[0]));
        }
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName last = new ObjectName("dev.replywise:type=Agent");
        // The agent registers its beans on a thread of its own, this one after the others.
        for (int waited = 0; waited < 200 && !server.isRegistered(last); waited++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        System.out.println("replies: " + server.getAttribute(new ObjectName("dev.replywise:type=Replies"), "Total"));
        if (arguments.length > 1) {
            String scrape = scrape(arguments[1]);
            scrape.lines()
                    .filter(line -> line.contains("replywise"))
                    .forEach(line -> System.out.println("scrape: " + line));
        }
    }

    private static String send(String port) throws MessagingException {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.host", "127.0.0.1");
        settings.setProperty("mail.smtp.port", port);
        settings.setProperty("mail.smtp.localhost", "client.example.com");
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom(new InternetAddress("shop@example.com"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("jane.roe@example.org"));
        message.setSubject("Your order");
        message.setText("It is on its way.");
        try {
            Transport.send(message);
            return "sent";
        } catch (MessagingException refused) {
            return refused.getClass().getSimpleName();
        }
    }

    private static String scrape(String address) throws IOException {
        try (InputStream in = URI.create(address).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
