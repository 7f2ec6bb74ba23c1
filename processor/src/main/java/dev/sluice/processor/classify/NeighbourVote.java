package dev.sluice.processor.classify;

import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.example.SimilarExample;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.schemas.Stage;
import java.util.List;
import java.util.Set;

/**
 * What the labelled examples that are most like a document say about its label. Each has a vote of its similarity. Immutable.
 *
 * @param neighbours the most similar first; none if no example is similar enough to say anything
 */
record NeighbourVote(List<SimilarExample> neighbours) {
    private static final int MOST = 5;

    /** Less alike, they share words rather than the subject: the quickstart's samples reach 0.26 with a profile's example. */
    private static final double LEAST_SIMILARITY = 0.35;

    /** The same text can be meant in another way, and people err. */
    private static final double SUREST = 0.95;

    NeighbourVote {
        neighbours = List.copyOf(neighbours);
    }

    /** Nobody votes where the profile wants no similar examples. */
    static NeighbourVote of(EngineTask task, SimilarExamples examples) {
        int most = task.profile().step(Stage.CLASSIFY).similarExamples() == 0 ? 0 : MOST;
        return new NeighbourVote(examples.find(Stage.CLASSIFY, task, most, LEAST_SIMILARITY, Set.of()));
    }

    /** How similar the nearest example of a label is; 0 if there is none. */
    double similarity(String label) {
        return votes(label).stream()
                .mapToDouble(SimilarExample::similarity)
                .max()
                .orElse(0);
    }

    /**
     * How sure the vote is of a label, 0 to 0.95: its share of the votes, times the similarity of its nearest example. So one
     * neighbour that is half alike does not make it surer than half.
     */
    double confidence(String label) {
        double all = sum(neighbours);
        return all == 0 ? 0 : Math.min(SUREST, similarity(label) * sum(votes(label)) / all);
    }

    /** The ids of the voters for a label, the most similar first. */
    List<String> voters(String label) {
        return votes(label).stream().map(vote -> vote.document().id()).toList();
    }

    /** The ids of all voters. */
    List<String> voters() {
        return neighbours.stream().map(vote -> vote.document().id()).toList();
    }

    private List<SimilarExample> votes(String label) {
        return neighbours.stream()
                .filter(neighbour -> neighbour.document().label().orElseThrow().equals(label))
                .toList();
    }

    private static double sum(List<SimilarExample> votes) {
        return votes.stream().mapToDouble(SimilarExample::similarity).sum();
    }
}
