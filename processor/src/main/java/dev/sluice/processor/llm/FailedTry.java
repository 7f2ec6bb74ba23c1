package dev.sluice.processor.llm;

import java.time.Duration;
import java.time.Instant;

/**
 * A try of a call that gave no answer and was followed by another one.
 *
 * @param pause between its end and the next try
 */
public record FailedTry(LlmException failure, Instant startedAt, Duration duration, Duration pause) {

    /** When the next try began. */
    public Instant next() {
        return startedAt.plus(duration).plus(pause);
    }
}
