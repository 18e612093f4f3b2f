package dev.replywise.benchmarks;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Properties;

/**
 * Sends one message over one connection and prints the CPU nanoseconds of the process since its start: what an agent
 * makes ready when it is first needed is all in it.
 *
 * <p>Arguments: port; {@code refused} for a message that is refused, {@code accepted} for one that is not.
 */
public final class FirstMail {
    private FirstMail() {}

    public static void main(String[] args) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", args[0]);
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            SendLoop.send(session, transport, 1, args[1].equals("refused") ? 1 : 0);
        }
        System.out.println("0 " + SendLoop.processCpuNanos());
    }
}
