package dev.replywise.agent.entry;

import java.util.Enumeration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Whether anybody set an option, found out without reading any: reading them loads classes. */
final class GivenOptions {
    private GivenOptions() {}

    static boolean any(@Nullable String arguments) {
        return (arguments != null && !arguments.isEmpty()) || inProperties(System.getProperties()) || inEnvironment();
    }

    private static boolean inProperties(Properties properties) {
        for (Enumeration<?> names = properties.propertyNames(); names.hasMoreElements(); ) {
            if (((String) names.nextElement()).startsWith("replywise.")) {
                return true;
            }
        }
        return false;
    }

    private static boolean inEnvironment() {
        for (String name : System.getenv().keySet()) {
            if (name.startsWith("REPLYWISE_")) {
                return true;
            }
        }
        return false;
    }
}
