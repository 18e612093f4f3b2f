import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Sends through whatever mail library is on the class path, javax or jakarta, and prints what became of it: an accepted
 * message, a refused recipient, a connection that is lost after the body, a malformed reply, a greeting that refuses.
 * Prints no port and no time, so that two runs can be compared. Java 8.
 */
public class EveryLibrary {
    private static final String[][] SCRIPTS = {
        {},
        {"RCPT", "551 5.1.6 User has moved to <jane@new.example>"},
        {"END", ""},
        {"MAIL", "what?"},
        {"CONNECT", "554 5.7.1 no mail from you"},
    };

    public static void main(String[] args) throws Exception {
        for (String[] script : SCRIPTS) {
            List<String> commands = new ArrayList<>();
            try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
                Thread thread = new Thread(() -> serve(server, script, commands));
                thread.start();
                String outcome;
                try {
                    send(server.getLocalPort());
                    outcome = "sent";
                } catch (InvocationTargetException e) {
                    outcome = chain(e.getCause());
                }
                thread.join(10_000);
                synchronized (commands) {
                    System.out.println((outcome + " | " + commands).replace(":" + server.getLocalPort(), ":PORT")
                            .replace("port: " + server.getLocalPort(), "port: PORT"));
                }
            }
        }
    }

    private static String chain(Throwable failure) throws Exception {
        StringBuilder text = new StringBuilder();
        Throwable next = failure;
        for (int i = 0; next != null && i < 5; i++) {
            text.append(next.getClass().getName()).append(": ").append(String.valueOf(next.getMessage()).trim()).append("; ");
            Method further;
            try {
                further = next.getClass().getMethod("getNextException");
            } catch (NoSuchMethodException none) {
                break;
            }
            next = (Throwable) further.invoke(next);
        }
        return text.toString().replace('\n', ' ').replace('\r', ' ').replaceAll("(port:? ?)[0-9]+", "$1PORT");
    }

    private static void send(int port) throws Exception {
        String mail = "jakarta.mail.";
        try {
            Class.forName(mail + "Session");
        } catch (ClassNotFoundException older) {
            mail = "javax.mail.";
        }
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.host", "127.0.0.1");
        settings.setProperty("mail.smtp.port", String.valueOf(port));
        settings.setProperty("mail.smtp.localhost", "shop.example");
        settings.setProperty("mail.smtp.timeout", "5000");
        settings.setProperty("mail.smtp.connectiontimeout", "5000");
        Class<?> sessionType = Class.forName(mail + "Session");
        Class<?> mimeType = Class.forName(mail + "internet.MimeMessage");
        Class<?> addressType = Class.forName(mail + "internet.InternetAddress");
        Class<?> baseAddress = Class.forName(mail + "Address");
        Class<?> messageType = Class.forName(mail + "Message");
        Class<?> recipientType = Class.forName(mail + "Message$RecipientType");
        Object session = sessionType.getMethod("getInstance", Properties.class).invoke(null, settings);
        Object message = mimeType.getConstructor(sessionType).newInstance(session);
        mimeType.getMethod("setFrom", baseAddress)
                .invoke(message, addressType.getConstructor(String.class).newInstance("shop@shop.example"));
        Object recipients = Array.newInstance(baseAddress, 1);
        Array.set(recipients, 0, addressType.getConstructor(String.class).newInstance("joe@old.example"));
        mimeType.getMethod("setRecipients", recipientType, recipients.getClass())
                .invoke(message, recipientType.getField("TO").get(null), recipients);
        mimeType.getMethod("setSubject", String.class).invoke(message, "A mail");
        mimeType.getMethod("setText", String.class).invoke(message, "Good day");
        Class.forName(mail + "Transport").getMethod("send", messageType).invoke(null, message);
    }

    private static void serve(ServerSocket server, String[] script, List<String> commands) {
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(10_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            PrintStream out = new PrintStream(socket.getOutputStream(), true, "ISO-8859-1");
            String verb = "CONNECT";
            boolean body = false;
            while (true) {
                String usual = verb.equals("CONNECT") ? "220 mx.example.org" : verb.equals("DATA") ? "354 go on"
                        : verb.equals("QUIT") ? "221 bye" : "250 2.0.0 ok";
                String reply = script.length == 2 && script[0].equals(verb) ? script[1] : usual;
                if (reply.isEmpty()) {
                    // The end, and yet no reset: that would reach the client at one time or another.
                    socket.shutdownOutput();
                    while (in.readLine() != null) {
                        continue;
                    }
                    return;
                }
                out.print(reply + "\r\n");
                out.flush();
                if (verb.equals("QUIT")) {
                    return;
                }
                body = verb.equals("DATA") && reply.startsWith("354");
                String line = in.readLine();
                while (body && line != null && !line.equals(".")) {
                    line = in.readLine();
                }
                if (line == null) {
                    return;
                }
                verb = body ? "END" : line.split("[ :]")[0].toUpperCase();
                synchronized (commands) {
                    commands.add(body ? "END" : line);
                }
            }
        } catch (IOException over) {
            // The client ended the connection: what it said is in the list.
        }
    }
}
