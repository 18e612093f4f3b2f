package dev.replywise.demo.e2e.driver;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressSucceededException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * An application that sends mail as a file of orders tells it and prints what it gets back: results, exceptions with
 * their chains, what the transport says of the last reply.
 *
 * <p>It is Java 8 and knows nothing of the agent. The tests put the package names of the older mail libraries into this
 * source, so that one driver serves all. Orders, one a line: {@code dialogue NAME}, {@code set KEY VALUE}, {@code
 * connect [USER PASSWORD]}, {@code send RECIPIENT,… [OCTETS]}, {@code once RECIPIENT,…} (the static method), {@code
 * check} (isConnected), {@code close}, {@code await FILE TEXT} (until the file holds the text), {@code jcmd COMMAND} (to
 * itself), {@code recordable TYPE} (until Flight Recorder knows the type), {@code end}.
 */
public final class MailDriver {
    /** System property: whether stack traces are printed to standard output. */
    private static final String TRACES = "driver.traces";

    private final PrintStream out;
    private String dialogue = "";
    private Properties settings = new Properties();
    private SMTPTransport transport;
    private Session session;

    private MailDriver(PrintStream out) throws MessagingException {
        this.out = out;
        this.session = Session.getInstance(settings);
        this.transport = (SMTPTransport) session.getTransport("smtp");
    }

    /** Follows the orders in the file {@code args[0]} and writes results to the file {@code args[1]}. */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new File(args[1]), "UTF-8");
        MailDriver driver = new MailDriver(out);
        BufferedReader orders = new BufferedReader(new InputStreamReader(new FileInputStream(args[0]), "UTF-8"));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            driver.follow(line);
        }
        orders.close();
        out.println("driver ended");
        out.close();
        if (out.checkError()) {
            throw new IllegalStateException("results could not be written");
        }
    }

    private void follow(String order) throws Exception {
        String[] words = order.split(" ");
        if (words[0].equals("dialogue")) {
            settings = new Properties();
            dialogue = order.substring("dialogue ".length());
            out.println(order);
            return;
        }
        if (words[0].equals("set")) {
            settings.setProperty(words[1], words.length > 2 ? words[2] : "");
            return;
        }
        out.println("> " + order);
        try {
            act(words);
        } catch (Exception e) {
            tell(e, "  ");
            if (Boolean.getBoolean(TRACES)) {
                trace(order, e);
            }
        }
        out.flush();
    }

    /** Logs an exception as applications do, and once more after a journey to another JVM. */
    private void trace(String order, Exception e) throws Exception {
        System.out.println(">> " + dialogue + ": " + order);
        e.printStackTrace(System.out);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream written = new ObjectOutputStream(bytes);
        written.writeObject(e);
        written.close();
        ObjectInputStream read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Throwable copy = (Throwable) read.readObject();
        for (Throwable suppressed : copy.getSuppressed()) {
            System.out.println(">> copy: " + suppressed);
        }
        read.close();
    }

    private void act(String[] words) throws Exception {
        if (words[0].equals("connect")) {
            session = Session.getInstance(settings);
            transport = (SMTPTransport) session.getTransport("smtp");
            if (words.length > 2) {
                transport.connect(words[1], words[2]);
            } else {
                transport.connect();
            }
            out.println("  connected");
        } else if (words[0].equals("send")) {
            MimeMessage message = message(words);
            message.saveChanges();
            try {
                transport.sendMessage(message, message.getAllRecipients());
                out.println("  sent");
            } finally {
                out.println("  last " + transport.getLastReturnCode() + " [" + transport.getLastServerResponse() + "]");
            }
        } else if (words[0].equals("once")) {
            session = Session.getInstance(settings);
            Transport.send(message(words));
            out.println("  sent");
        } else if (words[0].equals("check")) {
            out.println("  connected " + transport.isConnected());
        } else if (words[0].equals("close")) {
            transport.close();
            out.println("  closed");
        } else if (words[0].equals("await")) {
            await(new File(words[1]), words[2]);
        } else if (words[0].equals("jcmd")) {
            jcmd(words);
        } else if (words[0].equals("recordable")) {
            awaitEventType(words[1]);
        } else if (!words[0].equals("end")) {
            throw new IllegalArgumentException(words[0]);
        }
    }

    private static void jcmd(String[] words) throws Exception {
        List<String> command = new ArrayList<String>(Arrays.asList(words));
        command.set(0, System.getProperty("java.home") + "/bin/jcmd");
        command.add(1, ManagementFactory.getRuntimeMXBean().getName().replaceAll("@.*", ""));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        InputStreamReader answer = new InputStreamReader(process.getInputStream(), "UTF-8");
        while (answer.read() >= 0) {
            // Only its status counts.
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.toString());
        }
    }

    /** Java 8 has the recorder in some builds only. */
    private static void awaitEventType(String name) throws Exception {
        Object recorder = Class.forName("jdk.jfr.FlightRecorder")
                .getMethod("getFlightRecorder")
                .invoke(null);
        for (int i = 0; i < 600; i++) {
            for (Object type :
                    (List<?>) recorder.getClass().getMethod("getEventTypes").invoke(recorder)) {
                if (type.getClass().getMethod("getName").invoke(type).equals(name)) {
                    return;
                }
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("no event type " + name);
    }

    private static void await(File file, String text) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (file.exists()) {
                byte[] bytes = new byte[(int) file.length()];
                DataInputStream in = new DataInputStream(new FileInputStream(file));
                in.readFully(bytes);
                in.close();
                if (new String(bytes, "UTF-8").contains(text)) {
                    return;
                }
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException(file + " without " + text);
    }

    private MimeMessage message(String[] words) throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                // The library's own is of another length each time, and with it the size of the message.
                setHeader("Message-ID", "<order-1@shop.example>");
            }
        };
        message.setFrom(new InternetAddress("billing@shop.example"));
        for (String recipient : recipients(words[1])) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject("hush-hush subject");
        StringBuilder text = new StringBuilder("hush-hush body\r\n");
        int octets = words.length > 2 ? Integer.parseInt(words[2]) : 0;
        while (text.length() < octets) {
            text.append("a line of some sixty octets to make the message grow ......\r\n");
        }
        message.setText(text.toString());
        return message;
    }

    /** {@code a@b,c@d}, or {@code 100*a@b} for a hundred numbered mailboxes. */
    private static String[] recipients(String list) {
        int star = list.indexOf('*');
        if (star < 0) {
            return list.split(",");
        }
        String[] many = new String[Integer.parseInt(list.substring(0, star))];
        for (int i = 0; i < many.length; i++) {
            many[i] = "n" + i + "." + list.substring(star + 1);
        }
        return many;
    }

    private void tell(Throwable e, String indent) {
        out.println(indent + e.getClass().getName() + ": " + e.getMessage());
        String more = indent + "  ";
        if (e instanceof SMTPSendFailedException) {
            SMTPSendFailedException failed = (SMTPSendFailedException) e;
            out.println(more + "code " + failed.getReturnCode() + " to " + failed.getCommand());
        } else if (e instanceof SMTPAddressFailedException) {
            SMTPAddressFailedException failed = (SMTPAddressFailedException) e;
            out.println(more + "code " + failed.getReturnCode() + " to " + failed.getCommand() + " of "
                    + failed.getAddress());
        } else if (e instanceof SMTPAddressSucceededException) {
            SMTPAddressSucceededException succeeded = (SMTPAddressSucceededException) e;
            out.println(more + "code " + succeeded.getReturnCode() + " to " + succeeded.getCommand() + " of "
                    + succeeded.getAddress());
        } else if (e instanceof SMTPSenderFailedException) {
            SMTPSenderFailedException failed = (SMTPSenderFailedException) e;
            out.println(more + "code " + failed.getReturnCode() + " to " + failed.getCommand() + " of "
                    + failed.getAddress());
        }
        if (e instanceof SendFailedException) {
            SendFailedException failed = (SendFailedException) e;
            out.println(more + "sent " + list(failed.getValidSentAddresses()) + " unsent "
                    + list(failed.getValidUnsentAddresses()) + " invalid " + list(failed.getInvalidAddresses()));
        }
        if (e.getSuppressed().length > 0) {
            out.println(more + "suppressed " + e.getSuppressed().length);
        }
        Throwable next = e instanceof MessagingException ? ((MessagingException) e).getNextException() : e.getCause();
        if (next != null) {
            tell(next, more);
        }
    }

    private static String list(Address[] addresses) {
        return addresses == null ? "[]" : Arrays.toString(addresses);
    }
}
