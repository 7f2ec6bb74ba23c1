package dev.sluice.processor.chunk;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;

/**
 * Makes the result of one part. Called on several virtual threads at once.
 *
 * @param <T> the stage's result
 */
@FunctionalInterface
public interface PartEngine<T> {

    /**
     * Makes the result.
     *
     * @throws InterruptedException when the stage closes
     */
    EngineResult<T> read(EngineTask part) throws InterruptedException;
}
