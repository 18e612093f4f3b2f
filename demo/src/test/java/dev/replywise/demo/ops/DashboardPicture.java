package dev.replywise.demo.ops;

import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the picture of the dashboard in {@code docs/dashboards}: two minutes of mail, a real Prometheus, and a page that
 * draws its answers, in Chromium. Run by hand; no test. Argument: where the PNG goes.
 */
final class DashboardPicture {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WINDOW = "15s";

    private DashboardPicture() {}

    public static void main(String[] args) throws Exception {
        Path directory = Tool.directory("picture");
        Path hosts = Files.writeString(
                directory.resolve("hosts"), "127.0.0.1 relay.example\n127.0.0.1 mx.example.net\n127.0.0.1 localhost\n");
        String asHosts = "-Djdk.net.hosts.file=" + hosts;
        try (ScriptedServer accepts = ScriptedServer.builder(
                                List.of(Script.parse("END_OF_DATA pause 20 >> 250 2.0.0 Ok")))
                        .start();
                ScriptedServer refuses = ScriptedServer.builder(
                                List.of(Script.parse("RCPT* 550 5.1.1 Recipient address rejected: User unknown")))
                        .start();
                ScriptedServer listed = ScriptedServer.builder(List.of(Script.parse(
                                "CONNECT* 554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org")))
                        .start();
                SendingJvm one = SendingJvm.start(directory, "one", "log=off", asHosts);
                SendingJvm two = SendingJvm.start(directory, "two", "log=off", asHosts);
                Prometheus prometheus = Prometheus.start(
                        directory,
                        Map.of("shop", List.of(one.target(), two.target())),
                        AlertRules.files(directory),
                        "")) {
            double start = System.currentTimeMillis() / 1e3;
            for (int round = 0; round < 24; round++) {
                long began = System.currentTimeMillis();
                one.send("relay.example", accepts.port(), 12, "jane@new.example");
                two.send("relay.example", accepts.port(), 8, "jane@new.example,john@new.example");
                one.send("relay.example", refuses.port(), round > 12 && round < 19 ? 12 : 1, "jane@old.example");
                if (round % 6 == 3) {
                    Mails.send(two);
                }
                if (round > 16) {
                    two.send("mx.example.net", listed.port(), 2, "jane@new.example");
                }
                Thread.sleep(Math.max(0, began + 5_000 - System.currentTimeMillis()));
            }
            double end = System.currentTimeMillis() / 1e3;
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("start", start);
            data.put("end", end);
            data.put("panels", panels(prometheus, start, end));
            String page = Files.readString(Path.of("src/test/resources/dashboard-picture.html"))
                    .replace("@DATA@", JSON.writeValueAsString(data).replace("<", "\\u003c"));
            Path file = Files.writeString(directory.resolve("page.html"), page);
            Tool.run(
                    directory,
                    List.of(
                            Tool.require("chromium", "chromium").toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--hide-scrollbars",
                            "--window-size=1400,1760",
                            "--screenshot=" + Path.of(args[0]).toAbsolutePath(),
                            file.toUri().toString()));
        }
    }

    private static List<Object> panels(Prometheus prometheus, double start, double end)
            throws IOException, InterruptedException {
        List<Object> panels = new ArrayList<>();
        for (JsonNode panel : Dashboard.root().path("panels")) {
            String type = panel.path("type").asString("");
            List<Object> series = new ArrayList<>();
            for (int i = 0; i < panel.path("targets").size(); i++) {
                boolean isOverTime = type.equals("timeseries");
                String query =
                        Dashboard.queries(panel, isOverTime ? WINDOW : "3m").get(i);
                String legend =
                        panel.path("targets").path(i).path("legendFormat").asString("");
                JsonNode answer = isOverTime
                        ? prometheus.range(query, start, end, 2)
                        : prometheus.answer("/api/v1/query?query=" + Prometheus.encoded(query));
                answer.path("result").forEach(each -> series.add(series(each, legend, isOverTime)));
            }
            Map<String, Object> drawn = new LinkedHashMap<>();
            drawn.put("type", type);
            drawn.put("title", panel.path("title").asString(""));
            drawn.put(
                    "unit",
                    panel.path("fieldConfig").path("defaults").path("unit").asString(""));
            drawn.put("place", panel.path("gridPos"));
            drawn.put("series", series);
            panels.add(drawn);
        }
        return panels;
    }

    private static Map<String, Object> series(JsonNode each, String legend, boolean isOverTime) {
        String name = legend;
        for (Map.Entry<String, JsonNode> label : each.path("metric").properties()) {
            name = name.replace("{{" + label.getKey() + "}}", label.getValue().asString(""));
        }
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("name", name.replaceAll("\\{\\{.*}}", "none"));
        series.put("labels", each.path("metric"));
        if (isOverTime) {
            List<double[]> values = new ArrayList<>();
            for (JsonNode value : each.path("values")) {
                double number = Double.parseDouble(value.path(1).asString("NaN"));
                if (Double.isFinite(number)) {
                    values.add(new double[] {value.path(0).asDouble(0), number});
                }
            }
            series.put("values", values);
        } else {
            series.put("value", Double.parseDouble(each.path("value").path(1).asString("0")));
        }
        return series;
    }
}
