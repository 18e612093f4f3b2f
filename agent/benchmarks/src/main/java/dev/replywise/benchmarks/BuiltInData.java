package dev.replywise.benchmarks;

import dev.replywise.catalog.DataItem;
import dev.replywise.catalog.DataReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What the built-in rules hold: replies to classify, and phrases to make hostile texts of. */
final class BuiltInData {
    private BuiltInData() {}

    /** The sample replies of all rules, always in the same disorder. */
    static String[] samples() {
        List<String> samples = new ArrayList<>();
        for (DataItem rule : rules()) {
            for (Object sample : rule.elements("samples")) {
                samples.add(sample instanceof DataItem ? ((DataItem) sample).text("reply") : (String) sample);
            }
        }
        Collections.shuffle(samples, new Random(1));
        return samples.toArray(new String[0]);
    }

    /** A refusal of a length, made of the beginnings of phrases, from three letters to all but the last. */
    static String beginnings(int length) {
        StringBuilder text = new StringBuilder(length + 100).append("550 ");
        List<String> phrases = new ArrayList<>();
        for (DataItem rule : rules()) {
            DataItem when = rule.item("when");
            if (when != null) {
                phrases.addAll(when.texts("any"));
            }
        }
        Collections.shuffle(phrases, new Random(1));
        for (int i = 0; text.length() < length; i++) {
            String phrase = phrases.get(i % phrases.size());
            for (int end = phrase.length() - 1; end > 2; end--) {
                text.append(phrase, 0, end).append(' ');
            }
        }
        text.setLength(length);
        return text.toString();
    }

    private static List<DataItem> rules() {
        List<DataItem> rules = new ArrayList<>();
        for (String line : DataReader.resource("rules/order.txt").split("\n")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                rules.addAll(DataReader.builtIn("rules/" + line.trim(), Set.of()));
            }
        }
        return rules;
    }
}
