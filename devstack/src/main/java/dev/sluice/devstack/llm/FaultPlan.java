package dev.sluice.devstack.llm;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;

/** Decides which calls go wrong: first by the document's markers, then by the settings' probabilities. Thread-safe. */
final class FaultPlan {
    private final ConcurrentMap<Spent, Integer> spent = new ConcurrentHashMap<>();

    /** Calls that a marker spoiled. */
    private record Spent(String document, String step, int marker) {}

    Optional<FaultMarker> choose(ChatRequest request, SimulatedLlmSettings settings, RandomGenerator random)
            throws ChatRequest.BadRequest {
        List<FaultMarker> markers = FaultMarker.in(request.document());
        for (int i = 0; i < markers.size(); i++) {
            FaultMarker marker = markers.get(i);
            boolean concerned = marker.step().isEmpty() || marker.step().get().equals(request.step());
            if (concerned
                    && spent.merge(new Spent(request.hash(), request.step(), i), 1, FaultPlan::next)
                            <= marker.times()) {
                return Optional.of(marker);
            }
        }
        return byChance(settings, random);
    }

    /** Counts on, but never over the edge of what counts. */
    private static int next(int count, int one) {
        return count == Integer.MAX_VALUE ? count : count + one;
    }

    private static Optional<FaultMarker> byChance(SimulatedLlmSettings settings, RandomGenerator random) {
        double drawn = random.nextDouble();
        for (Fault fault : Fault.values()) {
            drawn -= settings.faults().getOrDefault(fault, 0.0);
            if (drawn < 0) {
                FaultMarker chosen = FaultMarker.of(fault);
                return Optional.of(
                        fault == Fault.RATE_LIMITED && settings.retryAfter().isPositive()
                                ? chosen.withRetryAfter(
                                        Long.toString((settings.retryAfter().toMillis() + 999) / 1000))
                                : chosen);
            }
        }
        return Optional.empty();
    }
}
