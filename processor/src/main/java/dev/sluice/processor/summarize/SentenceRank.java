package dev.sluice.processor.summarize;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Ranks sentences by how much they share with the others: TextRank (Mihalcea and Tarau, 2004). Two sentences are as alike
 * as they have subjects in common, relative to the logarithm of their lengths. The cost is quadratic in the number of
 * sentences, which {@link Sentences} bounds.
 */
final class SentenceRank {
    private static final double DAMPING = 0.85;
    private static final int ROUNDS = 30;

    private SentenceRank() {}

    /** A rank per sentence, around 1; all alike where nothing is shared. */
    static double[] of(List<Sentence> sentences) {
        int size = sentences.size();
        double[][] likeness = new double[size][size];
        double[] sums = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double alike =
                        likeness(sentences.get(i).subjects(), sentences.get(j).subjects());
                likeness[i][j] = alike;
                likeness[j][i] = alike;
                sums[i] += alike;
                sums[j] += alike;
            }
        }
        double[] ranks = new double[size];
        Arrays.fill(ranks, 1);
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = new double[size];
            for (int i = 0; i < size; i++) {
                double votes = 0;
                for (int j = 0; j < size; j++) {
                    if (likeness[i][j] > 0) {
                        votes += likeness[i][j] / sums[j] * ranks[j];
                    }
                }
                next[i] = 1 - DAMPING + DAMPING * votes;
            }
            ranks = next;
        }
        return ranks;
    }

    private static double likeness(Set<String> one, Set<String> other) {
        if (one.size() < 2 || other.size() < 2) {
            return 0;
        }
        long shared = one.stream().filter(other::contains).count();
        return shared / (Math.log(one.size()) + Math.log(other.size()));
    }
}
