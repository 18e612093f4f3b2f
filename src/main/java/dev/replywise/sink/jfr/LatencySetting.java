package dev.replywise.sink.jfr;

import java.util.Set;
import jdk.jfr.SettingControl;

/**
 * The setting {@code latency} of {@code dev.replywise.Reply}: positive replies that came faster are left out. Of several
 * recordings the lowest value counts. Thread-safe.
 */
public final class LatencySetting extends SettingControl {
    static final String DEFAULT = "20 ms";

    private volatile String value = DEFAULT;
    private volatile long nanos = nanos(DEFAULT);

    /** Called by Flight Recorder. */
    public LatencySetting() {}

    boolean isReachedBy(long latencyNanos) {
        return latencyNanos >= nanos;
    }

    @Override
    public String combine(Set<String> values) {
        String lowest = DEFAULT;
        long least = Long.MAX_VALUE;
        for (String each : values) {
            long candidate = nanos(each);
            if (candidate < least) {
                least = candidate;
                lowest = each;
            }
        }
        return lowest;
    }

    @Override
    public void setValue(String newValue) {
        value = newValue;
        nanos = nanos(newValue);
    }

    @Override
    public String getValue() {
        return value;
    }

    /** A number with a unit as Flight Recorder writes it, {@code 20 ms}; what is none is the default. */
    static long nanos(String text) {
        String timespan = text.trim();
        int end = 0;
        while (end < timespan.length() && timespan.charAt(end) >= '0' && timespan.charAt(end) <= '9') {
            end++;
        }
        long factor = factor(timespan.substring(end).trim());
        return end == 0 || end > 9 || factor < 0 ? 20_000_000 : Long.parseLong(timespan.substring(0, end)) * factor;
    }

    private static long factor(String unit) {
        switch (unit) {
            case "ns":
                return 1;
            case "us":
                return 1_000;
            case "ms":
                return 1_000_000;
            case "s":
                return 1_000_000_000;
            case "m":
                return 60_000_000_000L;
            default:
                return -1;
        }
    }
}
