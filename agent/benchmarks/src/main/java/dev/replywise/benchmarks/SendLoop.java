package dev.replywise.benchmarks;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.lang.management.ManagementFactory;
import java.util.Properties;

/**
 * Sends messages over one connection and prints what it cost: nanoseconds of wall clock and of this process's CPU, from
 * the first message of the measured part to its last, after as many messages to warm up.
 *
 * <p>Arguments: port, number of messages, every how many-th message is refused (0: none).
 */
public final class SendLoop {
    private SendLoop() {}

    public static void main(String[] args) throws MessagingException {
        int port = Integer.parseInt(args[0]);
        int messages = Integer.parseInt(args[1]);
        int refuseEvery = Integer.parseInt(args[2]);
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            send(session, transport, messages, refuseEvery);
            long wall = System.nanoTime();
            long cpu = processCpuNanos();
            send(session, transport, messages, refuseEvery);
            System.out.println((System.nanoTime() - wall) + " " + (processCpuNanos() - cpu));
        }
    }

    static void send(Session session, Transport transport, int messages, int refuseEvery) throws MessagingException {
        for (int i = 1; i <= messages; i++) {
            String local = refuseEvery > 0 && i % refuseEvery == 0 ? "gone" : "user";
            Address to = new InternetAddress(local + "@rcpt.example");
            MimeMessage message = new MimeMessage(session);
            message.setFrom("sender@client.example");
            message.setRecipient(Message.RecipientType.TO, to);
            message.setSubject("Benchmark");
            message.setText("A short text.\r\n");
            message.saveChanges();
            try {
                transport.sendMessage(message, new Address[] {to});
            } catch (MessagingException refused) {
                if (!local.equals("gone")) {
                    throw refused;
                }
            }
        }
    }

    static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
