package dev.sluice.processor.engine;

import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.schemas.avro.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the engines of one ladder gave so far. Confined to one run. */
final class Outcomes<T> {
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Unavailable<T>> unavailable = new ArrayList<>();
    private @Nullable Answered<T> best;
    private @Nullable Unusable<T> lastUnusable;

    void add(EngineResult<T> result) {
        attempts.addAll(result.attempts());
        switch (result) {
            case Answered<T> answered -> {
                if (best == null || answered.confidence() > best.confidence()) {
                    best = answered;
                }
            }
            case Unusable<T> unusable -> lastUnusable = unusable;
            case Unavailable<T> out -> unavailable.add(out);
        }
    }

    /** Every engine's attempts, in order. */
    List<Attempt> attempts() {
        return attempts;
    }

    /** Whether one could not be called. */
    boolean isAnyUnavailable() {
        return !unavailable.isEmpty();
    }

    /** The ladder's result when no engine was sure enough. */
    EngineResult<T> withoutAcceptance() {
        if (!unavailable.isEmpty()) {
            String causes = unavailable.stream().map(Unavailable::cause).collect(Collectors.joining("; "));
            return new Unavailable<>(soonest(), causes, attempts);
        }
        if (best != null) {
            return new Answered<>(best.value(), best.confidence(), attempts);
        }
        if (lastUnusable != null) {
            return new Unusable<>(lastUnusable.rejection(), attempts);
        }
        throw new IllegalStateException("no engine was run");
    }

    /** When the first of the engines may be back; unknown if one of them did not say. */
    private Optional<Duration> soonest() {
        return unavailable.stream().allMatch(out -> out.retryAfter().isPresent())
                ? unavailable.stream().flatMap(out -> out.retryAfter().stream()).min(Comparator.naturalOrder())
                : Optional.empty();
    }
}
