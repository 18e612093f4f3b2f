package dev.replywise.sink.console;

import java.util.List;
import java.util.Locale;

/**
 * Tells by the {@code Host} field whether a request was meant for this page. A web site whose name is made to point at
 * this machine (DNS rebinding) could otherwise read the page through its visitor's browser. Immutable.
 */
final class HostCheck {
    private final String host;

    /** Allows loopback and this host; every address, yet no further name, where it stands for all addresses. */
    HostCheck(String host) {
        this.host = bare(host.toLowerCase(Locale.ROOT));
    }

    /** Whether these values of the field, which has to be there once, name a host that is allowed. */
    boolean allows(List<String> fields) {
        if (fields.size() != 1) {
            return false;
        }
        String asked = bare(withoutPort(fields.get(0).toLowerCase(Locale.ROOT)));
        if (asked.isEmpty()) {
            return false;
        }
        boolean loopback = asked.equals("localhost")
                || asked.endsWith(".localhost")
                || asked.equals("::1")
                || (asked.startsWith("127.") && isIpv4(asked));
        boolean any = (host.equals("0.0.0.0") || host.equals("::")) && (isIpv4(asked) || isIpv6(asked));
        return loopback || any || asked.equals(host);
    }

    private static String withoutPort(String field) {
        int bracket = field.indexOf(']');
        int colon = field.indexOf(':', Math.max(0, bracket));
        return colon < 0 ? field : field.substring(0, colon);
    }

    private static String bare(String name) {
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        return bracketed ? name.substring(1, name.length() - 1) : name;
    }

    private static boolean isIpv4(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv6(String name) {
        return name.indexOf(':') >= 0
                && name.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
    }
}
