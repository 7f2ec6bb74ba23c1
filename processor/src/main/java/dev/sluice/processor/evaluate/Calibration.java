package dev.sluice.processor.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether results are right as often as their confidence says: the reliability table.
 *
 * @param bins those that hold results, the least confident first
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., On Calibration of Modern Neural Networks, section 2</a>
 */
public record Calibration(List<Bin> bins) {
    private static final int BINS = 10;

    /**
     * A result with its confidence.
     *
     * @param confidence 0 to 1
     */
    record Prediction(double confidence, boolean right) {}

    /**
     * The results with a confidence from {@code from} to below {@code from + 0.1}; the last bin has those of 1.0 too.
     *
     * @param confidence the mean of their confidence
     * @param accuracy the share that is right
     */
    public record Bin(double from, int count, double confidence, double accuracy) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    static Calibration of(List<Prediction> predictions) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            int bin = i;
            List<Prediction> within = predictions.stream()
                    .filter(prediction -> binOf(prediction.confidence()) == bin)
                    .toList();
            if (!within.isEmpty()) {
                bins.add(new Bin(
                        (double) i / BINS,
                        within.size(),
                        within.stream()
                                .mapToDouble(Prediction::confidence)
                                .average()
                                .orElseThrow(),
                        (double) within.stream().filter(Prediction::right).count() / within.size()));
            }
        }
        return new Calibration(bins);
    }

    /** How far confidence and accuracy are apart on average, 0 to 1; empty if there are no results. */
    public OptionalDouble expectedError() {
        int count = bins.stream().mapToInt(Bin::count).sum();
        return count == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(bins.stream()
                                .mapToDouble(bin -> bin.count() * Math.abs(bin.accuracy() - bin.confidence()))
                                .sum()
                        / count);
    }

    private static int binOf(double confidence) {
        return Math.clamp((int) (confidence * BINS), 0, BINS - 1);
    }
}
