package dev.replywise.agent.hook;

/**
 * Finds out whether a logging framework's own mail appender is sending: what we say about such a mail must not go back
 * into that framework, or one refused mail makes the next for ever.
 */
final class LoggingFrameworks {
    /**
     * Frames that only stand on the stack while an appender or handler works. The frameworks' servlet filters stand
     * below every request of a web application, mail or not, and are not among them.
     */
    private static final String[][] FRAMES = {
        {"ch.qos.logback.core.", "logback"},
        {"org.apache.logging.log4j.core.", "log4j2"},
        {"org.apache.log4j.", "log4j1"},
        {"java.util.logging.", "jul"},
        {"org.jboss.logmanager.", "jul"},
    };

    private static final String MAIL_HANDLER = ".mail.util.logging.";

    private LoggingFrameworks() {}

    /** {@code logback}, {@code log4j2}, {@code log4j1} or {@code jul}; empty when the application itself sends. */
    static String find(StackTraceElement[] stack) {
        for (StackTraceElement element : stack) {
            String type = element.getClassName();
            for (String[] frame : FRAMES) {
                if (type.startsWith(frame[0])) {
                    return frame[1];
                }
            }
            if (type.contains(MAIL_HANDLER)) {
                return "jul";
            }
        }
        return "";
    }
}
