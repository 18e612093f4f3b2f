package dev.replywise.sink.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.LogSink;
import dev.replywise.event.LogSinkFactory;
import dev.replywise.event.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.KeyValuePair;

class Slf4j2SinkTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(EventRecord.LOGGER);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final LogSink sink = new Slf4jSinkFactory().sink();

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
        MDC.clear();
    }

    @Test
    void fieldsAreKeyValuePairsAndTheMessageIsNoPattern() {
        MDC.put("tenant", "t1");
        EventRecord event = Samples.refused("no {} %s {0} such user");
        sink.log(event);
        assertThat(appender.list).hasSize(1);
        ILoggingEvent logged = appender.list.get(0);
        assertThat(logged.getFormattedMessage()).isEqualTo(event.message());
        assertThat(logged.getArgumentArray()).isNullOrEmpty();
        assertThat(logged.getLevel()).isEqualTo(Level.WARN);
        assertThat(logged.getLoggerName()).isEqualTo("dev.replywise.reply");
        assertThat(logged.getMDCPropertyMap()).containsEntry("tenant", "t1").hasSize(1);
        assertThat(logged.getKeyValuePairs())
                .extracting(pair -> pair.key)
                .containsExactlyElementsOf(
                        event.fields().stream().map(field -> field.key()).toList());
        assertThat(logged.getKeyValuePairs())
                .anyMatch(pair -> isPair(pair, "smtp.response.status_code", 550L))
                .anyMatch(pair -> isPair(pair, "smtp.response.text", "5.1.1 no {} %s {0} such user"));
    }

    private static boolean isPair(KeyValuePair pair, String key, Object value) {
        return pair.key.equals(key) && pair.value.equals(value);
    }

    @Test
    void lookupsAreBroken() {
        sink.log(Samples.refused("${jndi:ldap://192.0.2.1/x}"));
        assertThat(appender.list.get(0).getKeyValuePairs().toString()).doesNotContain("${");
    }

    @Test
    void asksTheLoggersLevel() {
        logger.setLevel(Level.WARN);
        assertThat(sink.isEnabled(EventLevel.INFO)).isFalse();
        assertThat(sink.isEnabled(EventLevel.WARN)).isTrue();
        logger.setLevel(Level.OFF);
        assertThat(sink.isEnabled(EventLevel.ERROR)).isFalse();
        assertThat(sink.isEnabled(EventLevel.OFF)).isFalse();
    }

    @Test
    void logbackIsReal() {
        assertThat(new Slf4jSinkFactory().backing()).isEqualTo(LogSinkFactory.Backing.REAL);
        assertThat(sink).isInstanceOf(Slf4j2Sink.class);
    }
}
