package dev.sluice.processor.engine;

/**
 * One way to make a stage's result: a model, or the offline rules. Thread-safe; called on virtual threads, may block.
 *
 * @param <T> the stage's result: {@code Extraction}, {@code Summary} or {@code Classification}
 */
public interface Engine<T> {

    /** The name that profiles call it by and that results carry. */
    String name();

    /**
     * Makes the result.
     *
     * @throws InterruptedException when the stage closes
     */
    EngineResult<T> run(EngineTask task) throws InterruptedException;
}
