package dev.replywise.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One mapping of a data file, with typed access to its values. Not thread-safe while it is filled. */
public final class DataItem {
    private final int line;
    private final Map<String, Object> values = new LinkedHashMap<>();

    DataItem(int line) {
        this.line = line;
    }

    boolean put(String key, Object value) {
        return values.put(key, value) == null;
    }

    /** Whatever stands there; null when the key is missing. */
    @Nullable
    Object raw(String key) {
        return values.get(key);
    }

    /** The line in its file, from 1. */
    public int line() {
        return line;
    }

    /** The keys, in the order of the file. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Whether there is such a key. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /**
     * A scalar.
     *
     * @throws DataException when the key is missing, or holds no scalar
     */
    public String text(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new DataException(line, "'" + key + "' is missing");
        }
        return scalar(key, value);
    }

    /** A scalar, or the default when the key is missing. */
    public String text(String key, String byDefault) {
        Object value = values.get(key);
        return value == null ? byDefault : scalar(key, value);
    }

    /** A list of scalars; a lone scalar counts as a list of one, a missing key as an empty list. */
    public List<String> texts(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Collections.emptyList();
        }
        if (value instanceof String) {
            return Collections.singletonList((String) value);
        }
        if (!(value instanceof List)) {
            throw new DataException(line, "'" + key + "' must be a list of texts");
        }
        List<String> texts = new ArrayList<>();
        for (Object element : (List<?>) value) {
            texts.add(scalar(key, element));
        }
        return texts;
    }

    /** A mapping; null when the key is missing. */
    public @Nullable DataItem item(String key) {
        Object value = values.get(key);
        if (value == null || value instanceof DataItem) {
            return (DataItem) value;
        }
        throw new DataException(line, "'" + key + "' must hold 'name: value' pairs");
    }

    /** A list whose elements are texts or mappings, each as {@code String} or {@code DataItem}. */
    public List<Object> elements(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Collections.emptyList();
        }
        if (!(value instanceof List)) {
            throw new DataException(line, "'" + key + "' must be a list");
        }
        List<Object> elements = new ArrayList<>();
        for (Object element : (List<?>) value) {
            if (!(element instanceof String) && !(element instanceof DataItem)) {
                throw new DataException(line, "'" + key + "' holds a list within a list");
            }
            elements.add(element);
        }
        return elements;
    }

    /** A list of mappings; a missing key counts as an empty one. */
    public List<DataItem> items(String key) {
        List<DataItem> items = new ArrayList<>();
        for (Object element : elements(key)) {
            if (!(element instanceof DataItem)) {
                throw new DataException(line, "'" + key + "' must be a list of 'name: value' pairs");
            }
            items.add((DataItem) element);
        }
        return items;
    }

    private String scalar(String key, @Nullable Object value) {
        if (value instanceof String) {
            return (String) value;
        }
        throw new DataException(line, "'" + key + "' must be a text");
    }
}
