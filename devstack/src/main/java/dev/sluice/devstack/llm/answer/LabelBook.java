package dev.sluice.devstack.llm.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Knows what is said about labels: their own words, their descriptions in the instructions or in the schema, and a short
 * list of associations. Reads each set of labels once. Thread-safe.
 */
final class LabelBook {
    private static final Map<String, Set<String>> ASSOCIATIONS = Words.list("associations.txt").stream()
            .map(line -> line.split(":", 2))
            .collect(Collectors.toUnmodifiableMap(parts -> Words.stem(parts[0]), parts -> Words.stems(parts[1])));
    private static final double OWN = 3;
    private static final double DESCRIBED = 1;
    private static final int MOST = 1_000;

    private final ConcurrentMap<Key, Labels> known = new ConcurrentHashMap<>();

    private record Key(List<String> labels, String text) {}

    /**
     * The labels with what a text says about them.
     *
     * @param text the instructions and descriptions
     */
    Labels about(List<String> labels, String text) {
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(new Key(labels, text), LabelBook::read);
    }

    private static Labels read(Key key) {
        Map<String, Map<String, Double>> weights = new HashMap<>();
        Map<String, Integer> sharing = new HashMap<>();
        for (String label : key.labels()) {
            Map<String, Double> words = new HashMap<>();
            descriptions(label, key)
                    .forEach(description -> Words.stems(description).forEach(stem -> words.put(stem, DESCRIBED)));
            for (String own : Words.stems(label)) {
                ASSOCIATIONS.getOrDefault(own, Set.of()).forEach(stem -> words.put(stem, Labels.ASSOCIATED));
            }
            Words.stems(label).forEach(stem -> words.put(stem, OWN));
            words.keySet().forEach(stem -> sharing.merge(stem, 1, Integer::sum));
            weights.put(label, words);
        }
        weights.values()
                .forEach(words -> words.replaceAll((stem, weight) -> {
                    int labels = sharing.getOrDefault(stem, 1);
                    return weight / (labels * labels);
                }));
        return new Labels(key.labels(), weights);
    }

    /** What follows a label at the start of a line, or inside of a sentence that goes through the labels. */
    private static List<String> descriptions(String label, Key key) {
        if (!key.text().contains(label)) {
            return List.of();
        }
        List<String> descriptions = new ArrayList<>();
        Matcher line = Pattern.compile("(?m)^[\\s*•\\-\"'`]*" + Pattern.quote(label) + "[*\"'`]*\\s*[:=–—-]+\\s*(.+)$")
                .matcher(key.text());
        while (line.find()) {
            descriptions.add(line.group(1));
        }
        Matcher inside = Pattern.compile("\\b" + Pattern.quote(label) + "\\s*[(:]\\s*([^)\\n]+)")
                .matcher(key.text());
        while (descriptions.isEmpty() && inside.find()) {
            descriptions.add(inside.group(1));
        }
        descriptions.removeIf(description -> key.labels().contains(description.strip()));
        return descriptions;
    }
}
