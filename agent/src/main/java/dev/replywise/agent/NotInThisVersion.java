package dev.replywise.agent;

import dev.replywise.agent.options.AgentOptions;
import dev.replywise.agent.options.Option;
import java.util.ArrayList;
import java.util.List;

/** Options that are known but do nothing yet: they must not be taken for ones that work. Stateless. */
final class NotInThisVersion {
    private NotInThisVersion() {}

    /** One line for each such option that is given. */
    static List<String> among(AgentOptions options) {
        List<String> lines = new ArrayList<>();
        if (options.isGiven(Option.CONSOLE_PORT)) {
            lines.add("console.port is not available in this version: there is no live page");
        }
        if (options.text(Option.EXCEPTIONS).equals("suppressed")) {
            lines.add("exceptions=suppressed is not available in this version: exceptions stay as they are");
        }
        for (String target : options.list(Option.METRICS)) {
            if (target.equals("otlp") || target.equals("micrometer") || target.equals("opentelemetry")) {
                lines.add("metrics=" + target + " is not available in this version: use jmx or prometheus");
            }
        }
        return lines;
    }
}
