package dev.replywise.classify;

import java.util.Locale;

/** Writes times and sizes for people, in units that all languages share. */
final class Quantity {
    private Quantity() {}

    /** {@code 300} as {@code 5 min}; what is no number stays as it is. */
    static String duration(String seconds) {
        long left = number(seconds);
        if (left < 0) {
            return seconds;
        }
        StringBuilder text = new StringBuilder();
        left = part(left, 86_400, " d", text);
        left = part(left, 3_600, " h", text);
        left = part(left, 60, " min", text);
        if (left > 0 || text.length() == 0) {
            text.append(text.length() == 0 ? "" : " ").append(left).append(" s");
        }
        return text.toString();
    }

    private static long part(long seconds, int unit, String name, StringBuilder text) {
        if (seconds >= unit) {
            text.append(text.length() == 0 ? "" : " ").append(seconds / unit).append(name);
        }
        return seconds % unit;
    }

    /** {@code 26214400} as {@code 25 MiB}, {@code 10000000} as {@code 10 MB}; what is no number stays as it is. */
    static String size(String octets) {
        long size = number(octets);
        if (size < 0) {
            return octets;
        }
        if (size < 1_000) {
            return size + " B";
        }
        boolean binary = size % 1_024 == 0;
        long unit = binary ? 1_024 : 1_000;
        String[] names = binary ? new String[] {"KiB", "MiB", "GiB"} : new String[] {"kB", "MB", "GB"};
        double value = (double) size / unit;
        int index = 0;
        while (value >= unit && index < names.length - 1) {
            value /= unit;
            index++;
        }
        String written = String.format(Locale.ROOT, "%.1f", value);
        return (written.endsWith(".0") ? written.substring(0, written.length() - 2) : written) + " " + names[index];
    }

    private static long number(String text) {
        if (text.isEmpty() || text.length() > 18 || Scan.skipDigits(text, 0) != text.length()) {
            return -1;
        }
        return Long.parseLong(text);
    }
}
