package dev.sluice.processor.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.processor.engine.Ballot;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts extractions, field by field. The winner is one of the answers as it was given, the one whose fields have the most
 * votes: fields put together from several would be an answer that nobody gave, and that nobody checked as a whole. Each of
 * its fields is only as certain as the share of the votes that its value has, and the whole as its least certain field.
 */
public final class FieldBallot implements Ballot<Extraction> {
    private final JsonMapper json = new JsonMapper();

    private record Voter(Answered<Extraction> answer, JsonNode fields) {}

    @Override
    public Tally<Extraction> count(List<Answered<Extraction>> answers, int abstentions) {
        List<Voter> voters = answers.stream()
                .map(answer -> new Voter(answer, read(answer.value().getFields())))
                .toList();
        double total = answers.stream().mapToDouble(Answered::confidence).sum() + abstentions;
        Map<String, Map<JsonNode, Double>> weights = weights(voters);
        Voter winner = voters.stream()
                .max(Comparator.comparingDouble((Voter voter) -> support(voter, weights))
                        .thenComparingDouble(voter -> voter.answer().confidence()))
                .orElseThrow();

        Map<String, Double> shares = new LinkedHashMap<>();
        double lead = total - 2.0 * abstentions;
        for (Map.Entry<String, Map<JsonNode, Double>> field : weights.entrySet()) {
            JsonNode value = winner.fields().path(field.getKey());
            double own = field.getValue().getOrDefault(value, 0.0);
            double rival = field.getValue().entrySet().stream()
                    .filter(other -> !other.getKey().equals(value))
                    .mapToDouble(Map.Entry::getValue)
                    .max()
                    .orElse(0);
            shares.put(field.getKey(), total == 0 ? 0 : own / total);
            lead = Math.min(lead, own - Math.max(rival, abstentions));
        }
        Extraction result = result(winner.answer().value(), shares, total == 0 ? 0 : (total - abstentions) / total);
        return new Tally<>(result, result.getConfidence(), lead);
    }

    private static Map<String, Map<JsonNode, Double>> weights(List<Voter> voters) {
        TreeSet<String> names = new TreeSet<>();
        voters.forEach(voter -> voter.fields().fieldNames().forEachRemaining(names::add));
        Map<String, Map<JsonNode, Double>> weights = new TreeMap<>();
        for (String name : names) {
            Map<JsonNode, Double> values = new LinkedHashMap<>();
            voters.forEach(voter ->
                    values.merge(voter.fields().path(name), voter.answer().confidence(), Double::sum));
            weights.put(name, values);
        }
        return weights;
    }

    private static double support(Voter voter, Map<String, Map<JsonNode, Double>> weights) {
        return weights.entrySet().stream()
                .mapToDouble(
                        field -> field.getValue().getOrDefault(voter.fields().path(field.getKey()), 0.0))
                .sum();
    }

    private static Extraction result(Extraction winner, Map<String, Double> shares, double answered) {
        List<FieldEvidence> evidence = new ArrayList<>();
        for (FieldEvidence each : winner.getEvidence()) {
            double share = shares.getOrDefault(topField(each.getPointer()), 1.0);
            evidence.add(FieldEvidence.newBuilder(each)
                    .setConfidence(Math.min(each.getConfidence(), share))
                    .build());
        }
        double agreement = Math.min(
                answered,
                shares.values().stream().mapToDouble(Double::doubleValue).min().orElse(1));
        Map<String, Double> components = new TreeMap<>(winner.getComponents());
        components.put(AGREEMENT, agreement);
        return Extraction.newBuilder(winner)
                .setEvidence(evidence)
                .setComponents(components)
                .setConfidence(Math.min(winner.getConfidence(), agreement))
                .build();
    }

    private static String topField(String pointer) {
        int end = pointer.indexOf('/', 1);
        return pointer.substring(Math.min(1, pointer.length()), end < 0 ? pointer.length() : end)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    private JsonNode read(String fields) {
        try {
            return json.readTree(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the fields of a valid extraction are no JSON", e);
        }
    }
}
