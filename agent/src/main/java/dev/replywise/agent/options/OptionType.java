package dev.replywise.agent.options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an option's value looks like, and how it is read. Total: any text in, a value or null out. */
public enum OptionType {
    /** {@code true} or {@code false}. */
    FLAG("true or false"),
    /** One of the allowed values. */
    CHOICE("one of"),
    /** One or more of the allowed values; {@code auto} and {@code off} stand alone. */
    CHOICES("one or more (+ between) of"),
    /** A language tag, of which the language counts. */
    LANGUAGE("one of"),
    /** 0 to 1000. */
    COUNT("a number from 0 to 1000"),
    /** {@code off}, or how many a minute. */
    RATE("off or a number from 1 to 1000000"),
    /** 0 to 65535. */
    PORT("a port from 0 to 65535"),
    /** Octets, with a unit: {@code 500KB}, {@code 10MB}, {@code 1GB}. */
    SIZE("a size of at least 1KB, such as 500KB, 10MB or 1GB"),
    /** Any names, {@code ,} or {@code +} between. */
    LIST("names with , or + between"),
    /** Any text. */
    TEXT("a text"),
    /** Any text, never shown. */
    SECRET("a text");

    private static final String[] UNITS = {"kb", "mb", "gb"};

    private final String expectation;

    OptionType(String expectation) {
        this.expectation = expectation;
    }

    /** What a value should be, in words. */
    String expected(List<String> allowed) {
        return allowed.isEmpty() ? expectation : expectation + " " + join(allowed, ", ");
    }

    /** The value in its normal form; null when it is none of this type. */
    @Nullable
    String normalise(String value, List<String> allowed) {
        String lower = value.toLowerCase(Locale.ROOT);
        switch (this) {
            case FLAG:
                return lower.equals("true") || lower.equals("false") ? lower : null;
            case CHOICE:
                return allowed.contains(lower) ? lower : null;
            case CHOICES:
                return choices(lower, allowed);
            case LANGUAGE:
                String language = languageOf(lower);
                return allowed.contains(language) ? language : null;
            case COUNT:
                return between(lower, 0, 1000);
            case RATE:
                return lower.equals("off") ? lower : between(lower, 1, 1_000_000);
            case PORT:
                return between(lower, 0, 65_535);
            case SIZE:
                return octets(lower) >= 1024 ? value : null;
            case LIST:
                List<String> names = split(value);
                return names.isEmpty() ? null : join(names, ",");
            default:
                return value;
        }
    }

    /** The parts of a list, trimmed; empty ones are left out. */
    static List<String> split(String value) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || value.charAt(i) == ',' || value.charAt(i) == '+') {
                String part = value.substring(start, i).trim();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            }
        }
        return Collections.unmodifiableList(parts);
    }

    /** A size in octets, units being powers of 1024; -1 when it is none. */
    static long octets(String value) {
        String text = value.trim().toLowerCase(Locale.ROOT);
        int shift = 0;
        for (int i = 0; i < UNITS.length; i++) {
            String unit = UNITS[i];
            String found = text.endsWith(unit) ? unit : text.endsWith(unit.substring(0, 1)) ? unit.substring(0, 1) : "";
            if (!found.isEmpty()) {
                shift = 10 * (i + 1);
                text = text.substring(0, text.length() - found.length()).trim();
                break;
            }
        }
        long number = number(text, 10);
        return number < 0 ? -1 : number << shift;
    }

    /** A number without sign; -1 when it is none or has more digits than allowed. */
    static long number(String text, int maxDigits) {
        if (text.isEmpty() || text.length() > maxDigits) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    static String join(List<String> parts, String between) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            joined.append(i == 0 ? "" : between).append(parts.get(i));
        }
        return joined.toString();
    }

    private static @Nullable String between(String text, long min, long max) {
        long number = number(text, 7);
        return number >= min && number <= max ? Long.toString(number) : null;
    }

    private static @Nullable String choices(String value, List<String> allowed) {
        List<String> chosen = new ArrayList<>();
        List<String> parts = split(value);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            boolean alone = part.equals("auto") || part.equals("off");
            if (!allowed.contains(part) || (alone && parts.size() > 1)) {
                return null;
            }
            if (!chosen.contains(part)) {
                chosen.add(part);
            }
        }
        return chosen.isEmpty() ? null : join(chosen, "+");
    }

    private static String languageOf(String tag) {
        int end = 0;
        while (end < tag.length() && tag.charAt(end) != '-' && tag.charAt(end) != '_') {
            end++;
        }
        return tag.substring(0, end);
    }
}
