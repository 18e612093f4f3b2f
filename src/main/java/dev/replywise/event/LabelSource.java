package dev.replywise.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the labels of events: configured message headers, and keys of the sending thread's logging context. Immutable;
 * thread-safe as far as its context function is.
 */
public final class LabelSource {
    /** No labels. */
    public static final LabelSource NONE =
            new LabelSource(Collections.<String>emptyList(), Collections.<String>emptyList(), key -> null);

    /** Longest value, in characters; what lies behind is dropped. */
    public static final int MAX_VALUE = 256;

    private final List<String> headers;
    private final List<String> contextKeys;
    private final Function<String, @Nullable String> context;

    private LabelSource(List<String> headers, List<String> contextKeys, Function<String, @Nullable String> context) {
        this.headers = headers;
        this.contextKeys = contextKeys;
        this.context = context;
    }

    /**
     * Labels of these headers and keys, each under its own name with underscores for dots, as no key may be the beginning
     * of another. A header wins over a key of the same name. The subject is never read.
     *
     * @param context the value of a key on the current thread, or null
     */
    public static LabelSource of(
            Collection<String> headers, Collection<String> contextKeys, Function<String, @Nullable String> context) {
        List<String> allowed = new ArrayList<>();
        for (String header : headers) {
            if (!header.equalsIgnoreCase("Subject")) {
                allowed.add(header);
            }
        }
        return new LabelSource(allowed, new ArrayList<>(contextKeys), context);
    }

    /** The labels there are now; headers give none when there is no message to read them from. */
    Map<String, String> read(@Nullable Function<String, @Nullable String> headerReader) {
        if (headers.isEmpty() && contextKeys.isEmpty()) {
            return Collections.emptyMap();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (String key : contextKeys) {
            put(labels, key, context.apply(key));
        }
        if (headerReader != null) {
            for (String header : headers) {
                put(labels, header, headerReader.apply(header));
            }
        }
        return labels.isEmpty() ? Collections.<String, String>emptyMap() : Collections.unmodifiableMap(labels);
    }

    private static void put(Map<String, String> labels, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            labels.put(name.replace('.', '_'), value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value);
        }
    }
}
