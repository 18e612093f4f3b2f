package dev.replywise.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingFrameworksTest {
    @ParameterizedTest
    @CsvSource({
        "ch.qos.logback.core.net.SMTPAppenderBase$SenderRunnable, logback",
        "org.apache.logging.log4j.core.net.SmtpManager, log4j2",
        "org.apache.log4j.net.SMTPAppender, log4j1",
        "java.util.logging.Logger, jul",
        "com.sun.mail.util.logging.MailHandler, jul",
        "org.eclipse.angus.mail.util.logging.MailHandler, jul",
        // These stand below every request of a web application.
        "ch.qos.logback.access.servlet.TeeFilter, ''",
        "ch.qos.logback.classic.helpers.MDCInsertingServletFilter, ''",
        "org.apache.logging.log4j.web.Log4jServletFilter, ''",
        "com.example.Service, ''",
    })
    void tellsAppendersFromApplications(String frame, String framework) {
        StackTraceElement[] stack = {
            new StackTraceElement("jakarta.mail.Service", "connect", "Service.java", 1),
            new StackTraceElement(frame, "run", "X.java", 2),
            new StackTraceElement("java.lang.Thread", "run", "Thread.java", 3)
        };
        assertThat(LoggingFrameworks.find(stack)).isEqualTo(framework);
    }
}
