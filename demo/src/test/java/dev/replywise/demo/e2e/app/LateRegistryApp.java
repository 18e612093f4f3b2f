package dev.replywise.demo.e2e.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Is refused a login first, sets up its metrics then, and sends nothing more. */
public final class LateRegistryApp {
    private static final String THREAD = "replywise-meters";

    private LateRegistryApp() {}

    /** The argument is the SMTP port. */
    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.auth", "true");
        try (Transport transport = Session.getInstance(settings).getTransport("smtp")) {
            transport.connect("localhost", Integer.parseInt(arguments[0]), "user@shop.example", "s3cret-word");
        } catch (MessagingException expected) {
            System.out.println(expected.getClass().getSimpleName());
        }
        System.out.println("looks: " + looks());
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        for (int waited = 0; waited < 400 && looks(); waited++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        System.out.println("looks: " + looks());
        for (Counter failures : registry.find("smtp.client.failures").counters()) {
            System.out.println(failures.getId().getTag("smtp.response.class") + "=" + failures.count());
        }
    }

    private static boolean looks() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(THREAD));
    }
}
