package dev.replywise.demo.e2e.app;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs three errors, for each of which Log4j's appender sends a mail. */
public final class Log4jApp {
    private Log4jApp() {}

    /** Ends by itself; says so. */
    public static void main(String[] args) {
        Logger log = LogManager.getLogger(Log4jApp.class);
        for (int i = 1; i <= 3; i++) {
            log.error("order {} was lost", i);
        }
        System.out.println("at rest");
    }
}
