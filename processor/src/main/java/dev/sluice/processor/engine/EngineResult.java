package dev.sluice.processor.engine;

import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.avro.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an engine's run ended; each with the attempts that this run made, which an earlier run's do not repeat.
 *
 * @param <T> the stage's result
 */
public sealed interface EngineResult<T> {

    /** The tries of this run, in order, failed ones included. */
    List<Attempt> attempts();

    /**
     * A valid result.
     *
     * @param confidence 0 to 1; below the profile's threshold the next engine is tried
     */
    record Answered<T>(T value, double confidence, List<Attempt> attempts) implements EngineResult<T> {
        public Answered {
            attempts = List.copyOf(attempts);
        }
    }

    /** This engine cannot make a valid result of this document. */
    record Unusable<T>(Rejection rejection, List<Attempt> attempts) implements EngineResult<T> {
        public Unusable {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * The engine cannot work now, whatever the document.
     *
     * @param retryAfter when it may work again, where the provider said so
     * @param cause why, for people
     */
    record Unavailable<T>(Optional<Duration> retryAfter, String cause, List<Attempt> attempts)
            implements EngineResult<T> {
        public Unavailable {
            attempts = List.copyOf(attempts);
        }
    }
}
