package dev.replywise.catalog;

import java.io.IOException;
import java.io.StringReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The texts of one language, read when the first of them is asked for. Thread-safe. */
public final class Messages {
    private static final String ENGLISH = "en";
    private static final ConcurrentMap<String, Messages> LOADED = new ConcurrentHashMap<>();

    private final String language;
    private volatile @Nullable Map<String, String> texts;

    private Messages(String language) {
        this.language = language;
    }

    /** The texts of a language tag such as {@code en} or {@code tr-TR}; English when there is no file for it. */
    public static Messages of(String language) {
        String tag = primary(language);
        Messages known = LOADED.get(tag);
        if (known != null) {
            return known;
        }
        // Only names that exist are kept, so that whatever is asked for cannot fill the map.
        if (!isName(tag) || !(tag.equals(ENGLISH) || Messages.class.getResource(file(tag)) != null)) {
            return of(ENGLISH);
        }
        Messages created = new Messages(tag);
        Messages earlier = LOADED.putIfAbsent(tag, created);
        return earlier == null ? created : earlier;
    }

    /** The language these texts are in: {@code en}. */
    public String language() {
        return language;
    }

    /** The text of a key, in English when this language has none; empty when there is none at all. */
    public Optional<String> find(String key) {
        String text = texts().get(key);
        if (text == null && !language.equals(ENGLISH)) {
            return of(ENGLISH).find(key);
        }
        return Optional.ofNullable(text);
    }

    /**
     * The text of a key with the values put in for {@code {name}}; the key itself when there is no such text. A name
     * without a value stays as it is.
     */
    public String text(String key, Map<String, String> values) {
        Optional<String> text = find(key);
        return text.isPresent() ? fill(text.get(), values) : key;
    }

    /** All keys of this language. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(texts().keySet());
    }

    /** A text with the values put in for {@code {name}}; a name without a value stays as it is. */
    public static String fill(String text, Map<String, String> values) {
        int open = text.indexOf('{');
        if (open < 0) {
            return text;
        }
        StringBuilder filled = new StringBuilder(text.length() + 64);
        int done = 0;
        while (open >= 0) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String value = values.get(text.substring(open + 1, close));
            if (value != null) {
                filled.append(text, done, open).append(value);
                done = close + 1;
            }
            open = text.indexOf('{', close);
        }
        return filled.append(text, done, text.length()).toString();
    }

    private Map<String, String> texts() {
        Map<String, String> loaded = texts;
        if (loaded == null) {
            loaded = load(DataReader.resource(file(language)));
            texts = loaded;
        }
        return loaded;
    }

    /** The keys and texts of a properties file. */
    static Map<String, String> load(String file) {
        Map<String, String> texts = new LinkedHashMap<>(1_024);
        if (file.indexOf('\\') >= 0) {
            // Escapes are rare and slow; the files that Replywise ships do without.
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(file));
            } catch (IOException | IllegalArgumentException e) {
                // A text that cannot be read is shown as its key: worse than a text, better than a lost event.
                return texts;
            }
            for (String key : properties.stringPropertyNames()) {
                texts.put(key, properties.getProperty(key));
            }
            return texts;
        }
        int start = 0;
        while (start < file.length()) {
            int end = file.indexOf('\n', start);
            end = end < 0 ? file.length() : end;
            int equals = file.indexOf('=', start);
            if (equals > start && equals < end && file.charAt(start) != '#') {
                String key = file.substring(start, equals).trim();
                texts.put(key, file.substring(equals + 1, end).trim());
            }
            start = end + 1;
        }
        return texts;
    }

    private static String file(String language) {
        return "messages/" + language + ".properties";
    }

    private static String primary(String language) {
        int end = 0;
        while (end < language.length() && language.charAt(end) != '-' && language.charAt(end) != '_') {
            end++;
        }
        return language.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isName(String tag) {
        if (tag.isEmpty() || tag.length() > 8) {
            return false;
        }
        for (int i = 0; i < tag.length(); i++) {
            if (tag.charAt(i) < 'a' || tag.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }
}
