package dev.sluice.processor.text;

import java.util.Comparator;
import java.util.List;

/**
 * What speaks for one option.
 *
 * @param option its name
 * @param strength 0 and up; one keyword of mean weight, said once in a short text, is 1
 * @param confidence 0 to 1: the option's share in the evidence for all of them and for none. One such keyword against
 *     nothing is 0.67, two are 0.89, three 0.95; three against one are 0.86; two options with equal evidence stay
 *     below 0.5
 * @param hits the keywords that were found, the weightiest first
 */
public record KeywordEvidence(String option, double strength, double confidence, List<Hit> hits) {

    /**
     * A keyword that was found.
     *
     * @param said as the text has it first
     * @param weight relative to the mean weight of all keywords
     * @param start where it stands first, inclusive
     * @param end exclusive
     */
    public record Hit(String said, double weight, int count, int start, int end) {

        Hit again() {
            return new Hit(said, weight, count + 1, start, end);
        }

        double strength() {
            return weight * (1 + Math.log(count));
        }
    }

    /** The squared strength of the assumption that no option is right, which the evidence must outweigh. */
    private static final double DOUBT = 0.5;

    static KeywordEvidence of(String option, List<Hit> hits, double lengthFactor) {
        List<Hit> weightiest = hits.stream()
                .sorted(Comparator.comparingDouble(Hit::strength).reversed().thenComparingInt(Hit::start))
                .toList();
        double strength =
                lengthFactor * hits.stream().mapToDouble(Hit::strength).sum();
        return new KeywordEvidence(option, strength, 0, weightiest);
    }

    static List<KeywordEvidence> withConfidence(List<KeywordEvidence> all) {
        double total = DOUBT;
        for (KeywordEvidence each : all) {
            total += each.strength * each.strength;
        }
        double sum = total;
        return all.stream()
                .map(each ->
                        new KeywordEvidence(each.option, each.strength, each.strength * each.strength / sum, each.hits))
                .toList();
    }
}
