import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.util.Properties;
import jakarta.mail.Address;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/** Does what its standard input says, a line each, and answers with the class of the stream to the server. */
public class Attachable {
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", arguments[0]);
        properties.setProperty("mail.smtp.localhost", "client.example.com");
        Session session = Session.getInstance(properties, null);
        Transport transport = session.getTransport("smtp");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("connect")) {
                transport.close();
                transport.connect();
            } else {
                MimeMessage message = new MimeMessage(session);
                message.setFrom(new InternetAddress("sender@example.com"));
                message.setText("Hello");
                message.saveChanges();
                transport.sendMessage(message, new Address[] {new InternetAddress("recipient@example.org")});
            }
            System.out.println(streams(transport));
        }
    }

    private static String streams(Transport transport) throws Exception {
        Field field = transport.getClass().getDeclaredField("serverOutput");
        field.setAccessible(true);
        return field.get(transport).getClass().getName();
    }
}
