package dev.sluice.devstack.llm.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ranks labels by how much of what is said about them a document says too. Immutable.
 *
 * @param weights for each label how much a word's stem speaks for it
 */
record Labels(List<String> labels, Map<String, Map<String, Double>> weights) {
    /** What a word weighs that is associated with a label: one such word is a hint. */
    static final double ASSOCIATED = 1.5;

    private static final Set<String> CATCH_ALL = Words.stems("other general unknown none misc neutral");

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
        List<Score> scores =
                labels.stream().map(label -> score(label, document)).toList();
        double total = scores.stream().mapToDouble(Score::points).sum();
        List<Ranked> ranked = new ArrayList<>();
        for (Score score : scores) {
            double share = total > 0 ? score.points / total : 0;
            ranked.add(new Ranked(score.label, score.points, share, score.position));
        }
        ranked.sort(Comparator.comparingDouble((Ranked label) -> -label.points())
                .thenComparing(label -> Words.stems(label.label()).stream().noneMatch(CATCH_ALL::contains)));
        return ranked;
    }

    private record Score(String label, double points, int position) {}

    private Score score(String label, Document document) {
        double points = 0;
        double strongest = 0;
        int position = -1;
        for (Map.Entry<String, Double> word :
                weights.getOrDefault(label, Map.of()).entrySet()) {
            @Nullable List<Integer> occurrences = document.positions().get(word.getKey());
            if (occurrences == null) {
                continue;
            }
            double weight = word.getValue() * (1 + Math.log(occurrences.size()));
            points += weight;
            boolean earlier = weight == strongest && occurrences.getFirst() < position;
            if (weight > strongest || earlier) {
                strongest = weight;
                position = occurrences.getFirst();
            }
        }
        return new Score(label, points, position);
    }
}
