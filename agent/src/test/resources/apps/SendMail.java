import java.util.Date;
import java.util.Properties;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/**
 * Sends mails as a service would, and prints what it sees of them. Each argument is one mail: the port, the recipients
 * separated by commas, then mail properties or {@code smtps}, with blanks between.
 */
public class SendMail {
    public static void main(String[] mails) throws Exception {
        for (String mail : mails) {
            System.out.println(mail.substring(mail.indexOf(' ') + 1));
            send(mail.split(" "));
        }
    }

    private static void send(String[] arguments) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", arguments[0]);
        properties.setProperty("mail.smtp.localhost", "client.example.com");
        String protocol = "smtp";
        for (int i = 2; i < arguments.length; i++) {
            if (arguments[i].equals("smtps")) {
                protocol = "smtps";
                properties.setProperty("mail.smtps.host", "127.0.0.1");
                properties.setProperty("mail.smtps.port", arguments[0]);
                continue;
            }
            int equals = arguments[i].indexOf('=');
            properties.setProperty(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        Session session = Session.getInstance(properties, null);
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("sender@example.com"));
        message.setSentDate(new Date(0));
        message.setSubject("greetings");
        message.setText("Hello\r\n.\r\nBye\r\n");
        String[] names = arguments[1].split(",");
        Address[] recipients = new Address[names.length];
        for (int i = 0; i < names.length; i++) {
            recipients[i] = new InternetAddress(names[i]);
        }
        message.setRecipients(Message.RecipientType.TO, recipients);
        message.saveChanges();
        message.setHeader("Message-ID", "<1@client.example.com>");
        Transport transport = session.getTransport(protocol);
        try {
            String user = properties.getProperty("mail.smtp.user");
            transport.connect(null, user, user == null ? null : "secret");
            System.out.println("connected");
            transport.sendMessage(message, recipients);
            System.out.println("sent");
        } catch (MessagingException failure) {
            for (Exception each = failure; each != null; each = next(each)) {
                System.out.println(each.toString().trim());
            }
            if (failure instanceof SendFailedException) {
                SendFailedException sendFailed = (SendFailedException) failure;
                System.out.println("sent " + count(sendFailed.getValidSentAddresses())
                        + " unsent " + count(sendFailed.getValidUnsentAddresses())
                        + " invalid " + count(sendFailed.getInvalidAddresses()));
            }
        } finally {
            System.out.println("connected: " + transport.isConnected());
            transport.close();
        }
    }

    private static Exception next(Exception failure) {
        return failure instanceof MessagingException ? ((MessagingException) failure).getNextException() : null;
    }

    private static int count(Address[] addresses) {
        return addresses == null ? 0 : addresses.length;
    }
}
