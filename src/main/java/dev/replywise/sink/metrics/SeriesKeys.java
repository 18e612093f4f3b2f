package dev.replywise.sink.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of the values of a {@link Series}, with dots: attributes, then {@code labels.*}. Immutable. */
public final class SeriesKeys {
    private final Map<SmtpMetric, List<String>> keys = new EnumMap<>(SmtpMetric.class);

    /**
     * Names for all metrics.
     *
     * @param labelNames names of the event labels that counters carry
     */
    public SeriesKeys(List<String> labelNames) {
        for (SmtpMetric metric : SmtpMetric.values()) {
            List<String> names = new ArrayList<>();
            // Libraries replace what they do not like in a name, and two names must not become one.
            Set<String> plain = new HashSet<>();
            for (SmtpAttribute attribute : metric.attributes()) {
                names.add(attribute.key());
                plain.add(plain(attribute.key()));
            }
            for (String label : metric.isLabelled() ? labelNames : Collections.<String>emptyList()) {
                String name = "labels." + label;
                String unique = name;
                for (int i = 2; !plain.add(plain(unique)); i++) {
                    unique = name + "_" + i;
                }
                names.add(unique);
            }
            keys.put(metric, Collections.unmodifiableList(names));
        }
    }

    /** The names in the order of {@link Series#values()}. */
    public List<String> of(SmtpMetric metric) {
        return keys.getOrDefault(metric, Collections.emptyList());
    }

    /** Letters and digits, all else as underscores. */
    public static String plain(String key) {
        StringBuilder name = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean legal = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            name.append(legal ? c : '_');
        }
        return name.toString();
    }
}
