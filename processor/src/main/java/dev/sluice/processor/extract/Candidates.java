package dev.sluice.processor.extract;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses the value that a document means for a field among those that it could be. */
final class Candidates {
    private final FieldSpec field;
    private final Facts facts;

    /** A candidate and how far the field's words are. */
    private record Ranked(Finding finding, int distance) {}

    Candidates(FieldSpec field, Facts facts) {
        this.field = field;
        this.facts = facts;
    }

    /**
     * The candidate behind a label that announces the field, else the one nearest to the field's words. Where two different
     * ones are as near, either may be meant.
     */
    Optional<Finding> best(List<Finding> candidates) {
        return labelled(candidates).or(() -> nearest(candidates));
    }

    /** The candidate behind a label that announces the field. */
    Optional<Finding> labelled(List<Finding> candidates) {
        for (Labels.Label label : facts.labels().all()) {
            if (field.words().matchesLabel(label.name())) {
                Optional<Finding> inValue = candidates.stream()
                        .filter(candidate -> candidate.start() >= label.start() && candidate.end() <= label.end())
                        .findFirst();
                if (inValue.isPresent()) {
                    return inValue.map(finding -> finding.atMost(Finding.LABELLED));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> nearest(List<Finding> candidates) {
        List<Ranked> near = candidates.stream()
                .map(candidate ->
                        new Ranked(candidate, field.words().distance(facts, candidate.start(), candidate.end())))
                .filter(candidate -> candidate.distance() != FieldWords.FAR)
                .sorted(Comparator.comparingInt(Ranked::distance))
                .toList();
        if (near.isEmpty()) {
            return Optional.empty();
        }
        Ranked best = near.getFirst();
        boolean isRivalled = near.stream()
                .anyMatch(other -> other.distance() <= best.distance() + 2
                        && !other.finding().value().equals(best.finding().value()));
        double confidence = best.distance() <= 2 ? 0.95 : best.distance() <= 4 ? 0.9 : 0.85;
        return Optional.of(best.finding().atMost(isRivalled ? Finding.DOUBTFUL : confidence));
    }

    /** The only value among the candidates, however often it is said. */
    static Optional<Finding> only(List<Finding> candidates, double confidence) {
        boolean isOne = candidates.stream().map(Finding::value).distinct().count() == 1;
        return isOne ? Optional.of(candidates.getFirst().atMost(confidence)) : Optional.empty();
    }
}
