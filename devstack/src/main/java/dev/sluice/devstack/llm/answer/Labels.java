package dev.sluice.devstack.llm.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ranks labels by how much of what is said about them the document says too. What is said: the label's own words, its
 * description in the instructions or in the schema, and a short list of associations.
 */
final class Labels {
    private static final Map<String, Set<String>> ASSOCIATIONS = Words.list("associations.txt").stream()
            .map(line -> line.split(":", 2))
            .collect(Collectors.toUnmodifiableMap(parts -> Words.stem(parts[0]), parts -> Words.stems(parts[1])));
    private static final Set<String> CATCH_ALL = Words.stems("other general unknown none misc neutral");
    private static final double OWN = 3;
    private static final double ASSOCIATED = 1.5;
    private static final double DESCRIBED = 1;

    private final Map<String, Map<String, Double>> weights = new HashMap<>();
    private final List<String> labels;

    private Labels(List<String> labels) {
        this.labels = labels;
    }

    /**
     * Reads what the texts say about the labels.
     *
     * @param texts the instructions and descriptions
     */
    static Labels of(List<String> labels, List<String> texts) {
        Labels described = new Labels(labels);
        for (String label : labels) {
            Map<String, Double> weights = new HashMap<>();
            texts.forEach(text -> descriptionOf(label, labels, text)
                    .forEach(description -> Words.stems(description).forEach(stem -> weights.put(stem, DESCRIBED))));
            for (String own : Words.stems(label)) {
                ASSOCIATIONS.getOrDefault(own, Set.of()).forEach(stem -> weights.put(stem, ASSOCIATED));
            }
            Words.stems(label).forEach(stem -> weights.put(stem, OWN));
            described.weights.put(label, weights);
        }
        return described;
    }

    /** What follows a label at the start of a line, or inside of a sentence that goes through the labels. */
    private static List<String> descriptionOf(String label, List<String> labels, String text) {
        if (!text.contains(label)) {
            return List.of();
        }
        List<String> descriptions = new ArrayList<>();
        Matcher line = Pattern.compile("(?m)^[\\s*•\\-\"'`]*" + Pattern.quote(label) + "[*\"'`]*\\s*[:=–—-]+\\s*(.+)$")
                .matcher(text);
        while (line.find()) {
            descriptions.add(line.group(1));
        }
        Matcher inside = Pattern.compile("\\b" + Pattern.quote(label) + "\\s*[(:]\\s*([^)\\n]+)")
                .matcher(text);
        while (descriptions.isEmpty() && inside.find()) {
            descriptions.add(inside.group(1));
        }
        descriptions.removeIf(description -> labels.contains(description.strip()));
        return descriptions;
    }

    /**
     * A label with what speaks for it.
     *
     * @param share its part of all points, 0 to 1
     * @param position where in the document the strongest word stands, or -1
     */
    record Ranked(String label, double points, double share, int position) {

        /** How sure it is. */
        double clarity() {
            if (points <= 0) {
                return 0.6;
            }
            return Math.min(0.97, (points < ASSOCIATED ? 0.5 : 0.62) + 0.4 * share);
        }
    }

    /** All labels, the most fitting first; where nothing in the document speaks for any, a catch-all label leads. */
    List<Ranked> rank(Document document) {
        List<Ranked> ranked = new ArrayList<>();
        double total = labels.stream()
                .mapToDouble(label -> score(label, document).points)
                .sum();
        for (String label : labels) {
            Score score = score(label, document);
            ranked.add(new Ranked(label, score.points, total > 0 ? score.points / total : 0, score.position));
        }
        ranked.sort(Comparator.comparingDouble((Ranked label) -> -label.points())
                .thenComparing(label -> Words.stems(label.label()).stream().noneMatch(CATCH_ALL::contains)));
        return ranked;
    }

    private record Score(double points, int position) {}

    private Score score(String label, Document document) {
        double points = 0;
        double strongest = 0;
        int position = -1;
        for (Map.Entry<String, Double> word :
                weights.getOrDefault(label, Map.of()).entrySet()) {
            @Nullable List<Integer> occurrences = document.positions().get(word.getKey());
            if (occurrences == null || Words.isStopWord(word.getKey())) {
                continue;
            }
            double weight = word.getValue() * (1 + Math.log(occurrences.size())) / sharing(word.getKey());
            points += weight;
            boolean earlier = weight == strongest && occurrences.getFirst() < position;
            if (weight > strongest || earlier) {
                strongest = weight;
                position = occurrences.getFirst();
            }
        }
        return new Score(points, position);
    }

    /** How many labels have this word: the more, the less it says. */
    private double sharing(String stem) {
        long sharing = weights.values().stream()
                .filter(words -> words.containsKey(stem))
                .count();
        return sharing * sharing;
    }

    /** The labels that the document speaks for at all. */
    Set<String> mentioned(Document document) {
        return rank(document).stream()
                .filter(label -> label.points() >= ASSOCIATED)
                .map(Ranked::label)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
