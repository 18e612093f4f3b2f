package dev.replywise.demo.e2e.app;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** Tries to connect and to log in, and prints what the beans of the domain {@code dev.replywise} then say. */
public final class BeanApp {
    private BeanApp() {}

    /** The arguments are the ports to try, all with a login. */
    public static void main(String[] ports) throws Exception {
        for (String port : ports) {
            Properties settings = new Properties();
            settings.setProperty("mail.smtp.auth", "true");
            try (Transport transport = Session.getInstance(settings).getTransport("smtp")) {
                transport.connect("localhost", Integer.parseInt(port), "user@shop.example", "s3cret-word");
            } catch (MessagingException expected) {
                System.out.println(expected.getClass().getSimpleName());
            }
        }
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName last = new ObjectName("dev.replywise:type=Agent");
        // The agent registers its beans on a thread of its own, this one after the others.
        for (int waited = 0; waited < 200 && !server.isRegistered(last); waited++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        for (ObjectName name : server.queryNames(new ObjectName("dev.replywise:*"), null)) {
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                Object value = server.getAttribute(name, attribute.getName());
                System.out.println(name.getKeyProperty("type") + "." + attribute.getName() + "=" + shown(value));
            }
        }
    }

    private static Object shown(Object value) {
        if (!(value instanceof TabularData)) {
            return value;
        }
        Map<Object, Object> map = new TreeMap<>();
        for (Object row : ((TabularData) value).values()) {
            map.put(((CompositeData) row).get("key"), ((CompositeData) row).get("value"));
        }
        return map;
    }
}
