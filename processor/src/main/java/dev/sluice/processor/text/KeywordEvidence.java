package dev.sluice.processor.text;

import java.util.Comparator;
import java.util.List;

/**
 * What speaks for one option.
 *
 * @param option its name
 * @param strength 0 and up; one keyword of ordinary weight, said once in a short text, is 1
 * @param confidence 0 to 1: the option's share in the evidence for all of them and for none. One ordinary keyword
 *     against nothing is 0.5, two are 0.8, three 0.9; two options with equal evidence are below 0.5
 * @param hits the keywords that were found, the weightiest first
 */
public record KeywordEvidence(String option, double strength, double confidence, List<Hit> hits) {

    /**
     * A keyword that was found.
     *
     * @param weight relative to the mean weight of all keywords
     * @param start where it stands first, inclusive
     * @param end exclusive
     */
    public record Hit(String keyword, double weight, int count, int start, int end) {

        Hit again() {
            return new Hit(keyword, weight, count + 1, start, end);
        }

        double strength() {
            return weight * (1 + Math.log(count));
        }
    }

    /** The strength of the assumption that none of the options is right, which the evidence must outweigh. */
    private static final double DOUBT = 1;

    static KeywordEvidence of(String option, List<Hit> hits, double lengthFactor) {
        List<Hit> weightiest = hits.stream()
                .sorted(Comparator.comparingDouble(Hit::strength).reversed().thenComparing(Hit::keyword))
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
