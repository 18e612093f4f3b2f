package dev.replywise.demo.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An unmodified service with nothing but the agent flag: metrics at its own endpoint, events in its own log. */
class SpringBootIT {
    private static final Pattern SAMPLE = Pattern.compile("(smtp_\\w+)\\{(.*?),?} ([0-9.E+-]+)");

    private static final String FAILED = "org.springframework.mail.MailSendException: ";

    @Test
    void metricsAndEventsTurnUpWhereTheServiceHasItsOwn() throws Exception {
        try (ScriptedServer smtp = smtp();
                RunningService service = RunningService.start(smtp.port(), "")) {
            assertThat(service.scrape()).noneMatch(line -> line.contains("smtp_client"));
            assertThat(service.send("jane.roe@example.org")).isEqualTo("sent");
            assertThat(samples(service.scrape())).as("before the first failure").containsAllEntriesOf(failures(0, 0));
            assertThat(service.send("jane.roe@gone.example")).isEqualTo("MailSendException");
            assertThat(service.send("jane.roe@slow.example")).isEqualTo("MailSendException");

            List<String> scrape = service.scrape();
            assertThat(scrape)
                    .contains(
                            "# TYPE smtp_client_replies_total counter",
                            "# TYPE smtp_client_command_duration_seconds histogram")
                    .anyMatch(line -> line.startsWith("# HELP smtp_client_failures_total "));
            Map<String, Double> samples = samples(scrape);
            assertThat(samples)
                    .containsAllEntriesOf(failures(1, 1))
                    .containsEntry(reply("", "ok", "RCPT", "positive", "250"), 1.0)
                    .containsEntry(reply("", "intermediate-data", "DATA", "positive", "354"), 1.0)
                    .containsEntry(reply("550", "mailbox-unknown", "RCPT", "permanent", "550"), 1.0)
                    .containsEntry(reply("450", "greylisted", "RCPT", "transient", "450"), 1.0)
                    .containsEntry(
                            "smtp_client_connections_total error_type=\"\",server_address=\"127.0.0.1\","
                                    + "tls_protocol_version=\"\"",
                            3.0)
                    .containsEntry(
                            "smtp_client_messages_total server_address=\"127.0.0.1\","
                                    + "smtp_message_outcome=\"accepted\"",
                            1.0)
                    .containsEntry(
                            "smtp_client_recipients_total server_address=\"127.0.0.1\","
                                    + "smtp_cause_id=\"mailbox-unknown\",smtp_response_class=\"permanent\"",
                            1.0)
                    .containsEntry(
                            "smtp_client_command_duration_seconds_bucket le=\"+Inf\",smtp_command=\"RCPT\","
                                    + "smtp_response_class=\"permanent\"",
                            1.0)
                    .containsEntry(
                            "smtp_client_command_duration_seconds_count smtp_command=\"MAIL\","
                                    + "smtp_response_class=\"positive\"",
                            3.0);
            assertThat(samples.keySet())
                    .as("the buckets of all other places")
                    .anyMatch(name -> name.startsWith("smtp_client_command_duration_seconds_bucket le=\"0.075\","))
                    .anyMatch(name -> name.startsWith("smtp_client_message_duration_seconds_bucket le=\"120.0\","));

            assertThat(service.out())
                    .anyMatch(line -> line.contains(" WARN ")
                            && line.contains("dev.replywise.reply")
                            && line.contains("550 to RCPT j***@gone.example from 127.0.0.1:")
                            && line.contains("mailbox-unknown"))
                    .anyMatch(line -> line.contains("450 to RCPT j***@slow.example") && line.contains("greylisted"));

            assertThat(service.stop()).as("ended by its signal").isEqualTo(128 + 15);
            assertThat(service.err()).isEmpty();
            assertThat(service.out())
                    .as("the stack traces of the service are as ever")
                    .anyMatch(line -> line.startsWith(FAILED))
                    .noneMatch(line -> line.contains("Suppressed: "))
                    .noneMatch(line -> line.contains("replywise: "));
        }
    }

    @Test
    void causeAndAdviceStandInTheServicesOwnStackTraces() throws Exception {
        try (ScriptedServer smtp = smtp();
                RunningService service =
                        RunningService.start(smtp.port(), "log=off,metrics=off,exceptions=suppressed")) {
            assertThat(service.send("jane.roe@example.org")).isEqualTo("sent");
            assertThat(service.send("jane.roe@gone.example")).isEqualTo("MailSendException");
            assertThat(service.send("jane.roe@slow.example")).isEqualTo("MailSendException");
            smtp.close();
            assertThat(service.send("jane.roe@example.org")).isEqualTo("MailSendException");

            assertThat(service.stop()).as("ended by its signal").isEqualTo(128 + 15);
            assertThat(service.err()).isEmpty();
            List<String> told = service.out().stream()
                    .filter(line -> line.startsWith(FAILED)
                            || line.startsWith("Caused by: ")
                            || line.contains("Suppressed: ")
                            || line.contains("Replywise"))
                    .map(line -> line.replaceAll("^(Caused by: ).*[.](?=\\w+Exception: )", "$1"))
                    .toList();
            String advice = "\tSuppressed: java.lang.Exception: Replywise: ";
            assertThat(told).hasSize(8);
            assertThat(told.get(0)).startsWith(FAILED + "Failed messages: ");
            assertThat(told.get(1))
                    .startsWith(advice + "550 to RCPT j***@gone.example from 127.0.0.1:" + smtp.port()
                            + ", permanent, mailbox-unknown: remove ");
            assertThat(told.get(2)).startsWith(FAILED + "Failed messages: ");
            assertThat(told.get(3)).startsWith(advice + "450 to RCPT ").contains(", transient, greylisted: ");
            // Nothing is said twice: the exception of a failed connect is the cause.
            assertThat(told.subList(4, 8))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith(FAILED + "Mail server connection failed"),
                            line -> assertThat(line).startsWith("Caused by: "),
                            line -> assertThat(line).startsWith(advice + "no connection to 127.0.0.1:" + smtp.port()),
                            line -> assertThat(line).startsWith("Caused by: ConnectException: "));
        }
    }

    private static ScriptedServer smtp() throws Exception {
        return ScriptedServer.builder(List.of(
                        Script.parse("EHLO 250 mx.example.org"),
                        Script.parse("RCPT 550 5.1.1 <jane.roe@gone.example>: no mailbox here by that name"),
                        Script.parse("RCPT 450 4.2.0 <jane.roe@slow.example>: greylisted, try again later")))
                .start();
    }

    private static Map<String, Double> failures(double transients, double permanents) {
        return Map.of(
                "smtp_client_failures_total smtp_response_class=\"transient\"", transients,
                "smtp_client_failures_total smtp_response_class=\"permanent\"", permanents,
                "smtp_client_failures_total smtp_response_class=\"none\"", 0.0);
    }

    private static String reply(String errorType, String cause, String command, String replyClass, String code) {
        return "smtp_client_replies_total error_type=\"" + errorType
                + "\",server_address=\"127.0.0.1\",smtp_cause_id=\""
                + cause + "\",smtp_command=\"" + command + "\",smtp_response_class=\"" + replyClass
                + "\",smtp_response_status_code=\"" + code + "\"";
    }

    /** Values by name and labels, these in the order of their names. */
    private static Map<String, Double> samples(List<String> scrape) {
        Map<String, Double> samples = new TreeMap<>();
        for (String line : scrape) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                String[] labels = sample.group(2).split(",");
                Arrays.sort(labels);
                samples.put(sample.group(1) + " " + String.join(",", labels), Double.valueOf(sample.group(3)));
            }
        }
        return samples;
    }
}
