package dev.replywise.demo.store;

import java.io.IOException;
import java.util.List;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * Runs one OpenSearch node on the loopback address until standard input ends.
 *
 * <p>Arguments: a directory for its files, and the port before the one that it serves HTTP on.
 */
public final class StoreNode {
    private StoreNode() {}

    /** Prints {@code up} when it answers. */
    public static void main(String[] args) throws IOException {
        try (OpenSearchRunner runner = new OpenSearchRunner()) {
            // The runner's own limit is 9299; ports of tests are wherever there is a free one.
            runner.setMaxHttpPort(65_535);
            runner.onBuild((number, settings) -> {
                settings.put("http.host", "127.0.0.1");
                settings.put("transport.host", "127.0.0.1");
                settings.put("discovery.type", "single-node");
                settings.putList("discovery.seed_hosts", List.of());
                settings.remove("cluster.initial_cluster_manager_nodes");
                settings.remove("cluster.initial_master_nodes");
            });
            runner.build(OpenSearchRunner.newConfigs()
                    .basePath(args[0])
                    .numOfNode(1)
                    .baseHttpPort(Integer.parseInt(args[1]))
                    .clusterName("replywise")
                    .disableESLogger());
            System.out.println("up");
            while (System.in.read() >= 0) {
                // until whoever started it goes away
            }
        }
    }
}
