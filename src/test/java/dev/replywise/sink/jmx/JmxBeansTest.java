package dev.replywise.sink.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.MessageOutcome;
import dev.replywise.event.RecipientResult;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.sink.metrics.MetricsListener;
import dev.replywise.sink.metrics.SampleEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class JmxBeansTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final List<String> problems = new ArrayList<>();
    private final MetricsListener metrics = new MetricsListener(List.of(), problems::add);

    private JmxBeans beans() {
        return new JmxBeans(() -> server, problems::add);
    }

    private Object read(String name, String attribute) throws Exception {
        return server.getAttribute(new ObjectName("dev.replywise:" + name), attribute);
    }

    private Map<Object, Object> table(String name, String attribute) throws Exception {
        TabularData table = (TabularData) read(name, attribute);
        return table.values().stream()
                .map(CompositeData.class::cast)
                .collect(Collectors.toMap(row -> row.get("key"), row -> row.get("value")));
    }

    @Test
    void aConsoleReadsTheNumbersAsOpenTypes() throws Exception {
        beans().registerTotals(metrics.totals());
        metrics.onConnection(SampleEvents.connected("mx.example.com").build());
        metrics.onConnection(SampleEvents.refused("dead.example.com").build());
        metrics.onReply(SampleEvents.reply("mx.example.com", SmtpCommand.RCPT, "551 gone", "mailbox-moved")
                .build());
        metrics.onReply(SampleEvents.reply("mx.example.com", SmtpCommand.RCPT, "250 ok", "ok")
                .build());
        metrics.onMessage(SampleEvents.message(
                        "mx.example.com",
                        MessageOutcome.PARTIAL,
                        RecipientResult.of(ReplyClass.POSITIVE, "ok", 1),
                        RecipientResult.of(ReplyClass.PERMANENT, "mailbox-moved", 1))
                .build());

        assertThat(read("type=Replies", "Total")).isEqualTo(2L);
        assertThat(table("type=Replies", "ByClass")).isEqualTo(Map.of("positive", 1L, "permanent", 1L));
        assertThat(table("type=Replies", "ByCause")).isEqualTo(Map.of("ok", 1L, "mailbox-moved", 1L));
        assertThat(table("type=Replies", "ByCode")).isEqualTo(Map.of("250", 1L, "551", 1L));
        assertThat(table("type=Replies", "ByCommand")).isEqualTo(Map.of("RCPT", 2L));
        assertThat(table("type=Replies", "ByServer")).isEqualTo(Map.of("mx.example.com", 2L));
        assertThat(table("type=Replies", "Failures")).isEqualTo(Map.of("transient", 0L, "permanent", 1L, "none", 1L));
        assertThat(read("type=Messages", "Total")).isEqualTo(1L);
        assertThat(table("type=Messages", "ByOutcome")).isEqualTo(Map.of("partial", 1L));
        assertThat(table("type=Messages", "ByServer")).isEqualTo(Map.of("mx.example.com", 1L));
        assertThat(read("type=Messages", "MeanDurationSeconds")).isEqualTo(3.0);
        assertThat(table("type=Messages", "RecipientsByClass")).isEqualTo(Map.of("positive", 1L, "permanent", 1L));
        assertThat(table("type=Messages", "RecipientsByCause")).isEqualTo(Map.of("ok", 1L, "mailbox-moved", 1L));
        assertThat(read("type=Connections", "Established")).isEqualTo(1L);
        assertThat(read("type=Connections", "Failed")).isEqualTo(1L);
        assertThat(table("type=Connections", "ByErrorType")).isEqualTo(Map.of("java.net.ConnectException", 1L));
        assertThat(table("type=Connections", "ByTlsVersion")).isEqualTo(Map.of("1.3", 1L));
        assertThat(table("type=Connections", "ByServer"))
                .isEqualTo(Map.of("mx.example.com", 1L, "dead.example.com", 1L));
        assertThat(problems).isEmpty();
    }

    @Test
    void theAgentsStateIsShown() throws Exception {
        beans().registerAgent(new AgentMXBean() {
            @Override
            public String getVersion() {
                return "1.2.3";
            }

            @Override
            public Map<String, String> getOptions() {
                return Map.of("addresses.key", "***");
            }

            @Override
            public List<String> getActiveSinks() {
                return List.of("json", "jmx");
            }

            @Override
            public long getEventsLost() {
                return 1;
            }

            @Override
            public long getSuppressedErrors() {
                return 2;
            }

            @Override
            public long getProblems() {
                return 3;
            }

            @Override
            public int getPrometheusPort() {
                return 9464;
            }

            @Override
            public int getConsolePort() {
                return -1;
            }
        });

        assertThat(read("type=Agent", "Version")).isEqualTo("1.2.3");
        assertThat(table("type=Agent", "Options")).isEqualTo(Map.of("addresses.key", "***"));
        assertThat(read("type=Agent", "ActiveSinks")).isEqualTo(new String[] {"json", "jmx"});
        assertThat(read("type=Agent", "EventsLost")).isEqualTo(1L);
        assertThat(read("type=Agent", "SuppressedErrors")).isEqualTo(2L);
        assertThat(read("type=Agent", "Problems")).isEqualTo(3L);
        assertThat(read("type=Agent", "PrometheusPort")).isEqualTo(9464);
        assertThat(read("type=Agent", "ConsolePort")).isEqualTo(-1);
    }

    @Test
    void aSecondRegistrationStandsBesideTheFirst() throws Exception {
        JmxBeans first = beans();
        JmxBeans second = beans();
        first.registerTotals(metrics.totals());
        second.registerTotals(metrics.totals());

        assertThat(read("type=Replies,instance=2", "Total")).isEqualTo(0L);
        first.close();
        assertThat(server.queryNames(new ObjectName("dev.replywise:*"), null)).hasSize(3);
        second.close();
        second.close();
        assertThat(server.queryNames(new ObjectName("dev.replywise:*"), null)).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void aPlatformWithoutJmxIsOneProblemEach() {
        JmxBeans beans = new JmxBeans(
                () -> {
                    throw new IllegalStateException("no server");
                },
                problems::add);
        beans.registerTotals(metrics.totals());
        beans.close();

        assertThat(problems)
                .containsExactly(
                        "JMX shows no Replies: java.lang.IllegalStateException: no server",
                        "JMX shows no Messages: java.lang.IllegalStateException: no server",
                        "JMX shows no Connections: java.lang.IllegalStateException: no server");
    }
}
