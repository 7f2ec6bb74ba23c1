package dev.sluice.processor.engine;

/**
 * One way to make a stage's result: a model, or the offline rules.
 *
 * @param <T> the stage's result: {@code Extraction}, {@code Summary} or {@code Classification}
 */
public interface Engine<T> extends Answerer<T> {

    /** The name that profiles call it by and that results carry. */
    String name();
}
