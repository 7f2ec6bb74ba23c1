package dev.sluice.runtime.cost;

import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.StageCost;
import dev.sluice.schemas.avro.TokenUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a document's calls cost, by stage and model. */
public final class DocumentCost {

    private DocumentCost() {}

    private record Part(String stage, String model) {}

    /** One for each stage and model, in the order of their first calls; the offline rules and the cache have none. */
    public static List<StageCost> of(List<Attempt> attempts) {
        Map<Part, StageCost> parts = new LinkedHashMap<>();
        for (Attempt attempt : attempts) {
            attempt.getOrigin()
                    .getModel()
                    .filter(model -> !attempt.getCached())
                    .ifPresent(model ->
                            parts.merge(new Part(attempt.getStage(), model), of(attempt, model), DocumentCost::sum));
        }
        return List.copyOf(parts.values());
    }

    /** The sum, in millionths of a US dollar. */
    public static long micros(List<StageCost> parts) {
        return parts.stream().mapToLong(StageCost::getCostMicros).reduce(0, Math::addExact);
    }

    private static StageCost of(Attempt attempt, String model) {
        return StageCost.newBuilder()
                .setStage(attempt.getStage())
                .setModel(model)
                .setCalls(1)
                .setUnpricedCalls(attempt.getUnpriced() ? 1 : 0)
                .setUsage(attempt.getUsage().orElseGet(() -> new TokenUsage(0L, 0L, 0L)))
                .setCostMicros(attempt.getCostMicros())
                .build();
    }

    private static StageCost sum(StageCost one, StageCost other) {
        return StageCost.newBuilder(one)
                .setCalls(one.getCalls() + other.getCalls())
                .setUnpricedCalls(one.getUnpricedCalls() + other.getUnpricedCalls())
                .setUsage(Tokens.sum(one.getUsage(), other.getUsage()))
                .setCostMicros(Math.addExact(one.getCostMicros(), other.getCostMicros()))
                .build();
    }
}
