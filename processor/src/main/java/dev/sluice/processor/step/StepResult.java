package dev.sluice.processor.step;

import dev.sluice.schemas.avro.LlmUsage;
import java.time.Instant;
import java.util.List;

/**
 * How a step ended. Whatever the end, the model calls made on the way are reported with it.
 *
 * @param <I> the step's input
 * @param <O> the step's output
 */
public sealed interface StepResult<I, O> {

    /** The model calls that this run of the step made. */
    List<LlmUsage> usage();

    /** The work is done: the output goes to the next stage and the record is settled. */
    record Done<I, O>(O output, List<LlmUsage> usage) implements StepResult<I, O> {
        public Done {
            usage = List.copyOf(usage);
        }
    }

    /**
     * The document itself is at fault: it goes to the dead letters and the record is settled.
     *
     * @param input the record with all that was found out about it
     */
    record Rejected<I, O>(I input, Rejection rejection, List<LlmUsage> usage) implements StepResult<I, O> {
        public Rejected {
            usage = List.copyOf(usage);
        }
    }

    /**
     * Nothing is wrong with the document, but the work cannot be done now: it waits, durably, and is tried again.
     *
     * @param input what to try again with
     * @param notBefore the earliest time to try
     * @param cause why, for people
     */
    record RetryLater<I, O>(I input, Instant notBefore, String cause, List<LlmUsage> usage)
            implements StepResult<I, O> {
        public RetryLater {
            usage = List.copyOf(usage);
        }
    }

    /**
     * Nothing is wrong with the document, but somebody wants it to wait: it does, durably, until the hold is lifted, and is
     * tried again then. That is not a retry.
     *
     * @param input what to go on with; the same object as the step got if nothing was found out
     * @param hold what it waits for
     */
    record OnHold<I, O>(I input, Hold hold, List<LlmUsage> usage) implements StepResult<I, O> {
        public OnHold {
            usage = List.copyOf(usage);
        }
    }
}
