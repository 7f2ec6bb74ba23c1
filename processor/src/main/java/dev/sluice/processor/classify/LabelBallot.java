package dev.sluice.processor.classify;

import dev.sluice.processor.engine.Ballot;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.schemas.avro.AlternativeLabel;
import dev.sluice.schemas.avro.Classification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts labels. The confidence is the least of the winner's own, on average, and of its share in all votes; the other labels
 * that got votes are its alternatives.
 */
public final class LabelBallot implements Ballot<Classification> {

    @Override
    public Tally<Classification> count(List<Answered<Classification>> answers, int abstentions) {
        Map<String, Double> weights = new TreeMap<>();
        answers.forEach(answer -> weights.merge(answer.value().getLabel(), answer.confidence(), Double::sum));
        double total =
                weights.values().stream().mapToDouble(Double::doubleValue).sum() + abstentions;
        List<AlternativeLabel> shares = weights.entrySet().stream()
                .map(label -> new AlternativeLabel(label.getKey(), share(label.getValue(), total)))
                .sorted(Comparator.comparingDouble(AlternativeLabel::getConfidence)
                        .reversed())
                .toList();
        String label = shares.getFirst().getLabel();
        double agreement = shares.getFirst().getConfidence();
        List<Classification> supporters = answers.stream()
                .map(Answered::value)
                .filter(answer -> answer.getLabel().equals(label))
                .sorted(Comparator.comparingDouble(Classification::getConfidence)
                        .reversed())
                .toList();
        double own = supporters.stream()
                .mapToDouble(Classification::getConfidence)
                .average()
                .orElseThrow();
        double confidence = Math.min(own, agreement);
        Map<String, Double> components = new TreeMap<>(supporters.getFirst().getComponents());
        components.put(AGREEMENT, agreement);
        Classification winner = Classification.newBuilder(supporters.getFirst())
                .setConfidence(confidence)
                .setComponents(components)
                .setAlternatives(new ArrayList<>(shares.subList(1, shares.size())))
                .build();
        double second = shares.size() > 1 ? weights.getOrDefault(shares.get(1).getLabel(), 0.0) : 0;
        return new Tally<>(winner, confidence, weights.getOrDefault(label, 0.0) - Math.max(second, abstentions));
    }

    private static double share(double weight, double total) {
        return total == 0 ? 0 : weight / total;
    }
}
