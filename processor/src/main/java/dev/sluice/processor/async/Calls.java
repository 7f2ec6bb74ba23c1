package dev.sluice.processor.async;

import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a step that are under way, each on a virtual thread of its own. Started, taken up and closed on the stream
 * thread.
 */
final class Calls<I, O> {

    /** A call that has ended; its future tells how. */
    record Ended<I, O>(long sequence, Pending<I> pending, Future<StepResult<I, O>> result) {}

    private final String stage;
    private final Step<I, O> step;
    private final Map<Long, Future<StepResult<I, O>>> underWay = new HashMap<>();
    private final Queue<Ended<I, O>> ended = new ConcurrentLinkedQueue<>();

    Calls(String stage, Step<I, O> step) {
        this.stage = stage;
        this.step = step;
    }

    void start(long sequence, Pending<I> pending) {
        var call = new FutureTask<StepResult<I, O>>(() -> step.apply(pending.value(), pending.retries())) {
            @Override
            protected void done() {
                ended.add(new Ended<>(sequence, pending, this));
            }
        };
        underWay.put(sequence, call);
        Thread.ofVirtual().name(stage + "-" + sequence).start(call);
    }

    /** A call that has ended since, if any; it then counts no more. */
    @Nullable
    Ended<I, O> takeEnded() {
        Ended<I, O> next = ended.poll();
        if (next != null) {
            underWay.remove(next.sequence());
        }
        return next;
    }

    /** How many were started and not taken up. */
    int inFlight() {
        return underWay.size();
    }

    /** Interrupts what is under way. Its records are still in the store and will be dispatched again from there. */
    void abort() {
        underWay.values().forEach(call -> call.cancel(true));
        underWay.clear();
    }
}
