package dev.replywise.demo.e2e.app;

import ch.qos.logback.classic.LoggerContext;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs three errors, for each of which Logback's appender sends a mail on a thread of its own. */
public final class LogbackApp {
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private LogbackApp() {}

    /** Ends when no mail is being sent any more; says so. */
    public static void main(String[] args) throws InterruptedException {
        Logger log = LoggerFactory.getLogger(LogbackApp.class);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ThreadPoolExecutor senders = (ThreadPoolExecutor) context.getExecutorService();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean idle = true;
        for (int i = 1; i <= 3 && idle; i++) {
            log.error("order {} was lost", i);
            do {
                Thread.sleep(5);
                idle = senders.getActiveCount() == 0 && senders.getQueue().isEmpty();
            } while (!idle && System.nanoTime() < deadline);
        }
        System.out.println(idle ? "at rest" : "still sending");
        System.exit(0);
    }
}
