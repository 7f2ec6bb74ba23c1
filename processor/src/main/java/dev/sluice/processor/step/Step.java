package dev.sluice.processor.step;

/**
 * The work of one stage on one record. Implementations are thread-safe: many calls run at once, each on a virtual thread
 * of its own, and may block.
 *
 * <p>Delivery: the record is durable before the step is called. A call that was cut off by a crash, a rebalance or an
 * interrupt is made again with the same input, so its effects must be repeatable; its result takes effect exactly once.
 *
 * @param <I> what is kept while the step works
 * @param <O> what the next stage gets
 */
@FunctionalInterface
public interface Step<I, O> {

    /**
     * Does the work.
     *
     * @param input the record's value, or what the last {@link StepResult.RetryLater} asked to keep
     * @param retries how often this record was put off before, from 0
     * @return how it ended; an exception instead of a result is a fault in the step and rejects the record as an internal
     *     error
     * @throws InterruptedException when the stage closes; the call is made again elsewhere
     */
    StepResult<I, O> apply(I input, int retries) throws InterruptedException;
}
