package dev.replywise.demo.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real Alertmanager that hands on at once what it is told. */
final class Alertmanager implements AutoCloseable {
    private final Process process;
    private final int port;

    private Alertmanager(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Alertmanager start(Path directory, String webhook) throws IOException {
        Path tool = Tool.require("prometheus-alertmanager", "prometheus-alertmanager");
        Path file = Files.writeString(
                directory.resolve("alertmanager.yml"),
                "route: {receiver: pager, group_by: ['...'], group_wait: 1s, group_interval: 1s}\n"
                        + "receivers: [{name: pager, webhook_configs: [{url: '" + webhook + "'}]}]\n");
        int port = Tool.freePort();
        Process process = Tool.start(
                directory,
                "alertmanager",
                List.of(
                        tool.toString(),
                        "--config.file=" + file,
                        "--storage.path=" + directory.resolve("alerts"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="));
        return new Alertmanager(process, port);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        Tool.end(process);
    }
}
