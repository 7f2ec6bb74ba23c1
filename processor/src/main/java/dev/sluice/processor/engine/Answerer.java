package dev.sluice.processor.engine;

/**
 * Makes a stage's result of a document. Thread-safe; called on virtual threads, may block.
 *
 * @param <T> the stage's result: {@code Extraction}, {@code Summary} or {@code Classification}
 */
@FunctionalInterface
public interface Answerer<T> {

    /**
     * Makes the result.
     *
     * @throws InterruptedException when the stage closes
     */
    EngineResult<T> run(EngineTask task) throws InterruptedException;
}
