package dev.replywise.sink.console;

import dev.replywise.catalog.Messages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The languages that there are texts in, and which of them a reader wants. Immutable. */
final class Languages {
    private static final String NAME = "console.language.name";

    private final String fallback;
    private final Map<String, String> names = new TreeMap<>();

    /**
     * Looks which message files there are.
     *
     * @param fallback the language of those who want none of them
     */
    Languages(String fallback) {
        this.fallback = Messages.of(fallback).language();
        for (String code : Locale.getISOLanguages()) {
            String tag = primary(code);
            Messages messages = Messages.of(tag);
            if (messages.language().equals(tag)) {
                names.put(tag, messages.find(NAME).orElse(tag));
            }
        }
    }

    /** The languages by tag, each under its own name. */
    Map<String, String> names() {
        return Collections.unmodifiableMap(names);
    }

    /**
     * The language to use.
     *
     * @param chosen what the reader chose; empty for nothing
     * @param accepted the field {@code Accept-Language} of the reader's browser (RFC 9110 §12.5.4)
     */
    String choose(String chosen, String accepted) {
        String tag = primary(chosen);
        if (names.containsKey(tag)) {
            return tag;
        }
        String best = fallback;
        double bestQuality = 0;
        for (String range : ranges(accepted)) {
            int semicolon = range.indexOf(';');
            String wanted = primary(semicolon < 0 ? range : range.substring(0, semicolon));
            double quality = semicolon < 0 ? 1 : quality(range.substring(semicolon + 1));
            if (quality > bestQuality && names.containsKey(wanted)) {
                best = wanted;
                bestQuality = quality;
            }
        }
        return best;
    }

    private static List<String> ranges(String accepted) {
        List<String> ranges = new ArrayList<>();
        int start = 0;
        while (start <= accepted.length() && ranges.size() < 50) {
            int comma = accepted.indexOf(',', start);
            int end = comma < 0 ? accepted.length() : comma;
            ranges.add(accepted.substring(start, end).trim());
            start = end + 1;
        }
        return ranges;
    }

    private static double quality(String parameter) {
        String trimmed = parameter.trim();
        try {
            double quality = trimmed.startsWith("q=") ? Double.parseDouble(trimmed.substring(2)) : 1;
            return quality >= 0 && quality <= 1 ? quality : 0;
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    private static String primary(String tag) {
        String trimmed = tag.trim().toLowerCase(Locale.ROOT);
        int hyphen = trimmed.indexOf('-');
        String language = hyphen < 0 ? trimmed : trimmed.substring(0, hyphen);
        // The JDK still lists Indonesian under its old code on some versions; files have the current one.
        return language.equals("in") ? "id" : language;
    }
}
