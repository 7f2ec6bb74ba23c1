package dev.sluice.processor.async;

import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a stage in one task, each on a virtual thread of its own. Started, taken up and closed on the stream
 * thread.
 */
final class Calls<I, O> {

    /** A call that has ended; its future tells how. */
    record Ended<I, O>(long sequence, Pending<I> pending, Future<StepResult<I, O>> result) {}

    private final String stage;
    private final Step<I, O> step;
    private final BooleanSupplier draining;
    private final Semaphore places;
    private final Map<Long, Future<StepResult<I, O>>> started = new HashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Queue<Ended<I, O>> ended = new ConcurrentLinkedQueue<>();

    /**
     * @param maxInFlight how many run at once; those beyond wait for a place on threads of their own, so that a free place
     *     is taken at once and not when the stream thread comes by
     * @param draining whether no more calls may begin, those that wait for a place included
     */
    Calls(String stage, Step<I, O> step, int maxInFlight, BooleanSupplier draining) {
        this.stage = stage;
        this.step = step;
        this.draining = draining;
        this.places = new Semaphore(maxInFlight, true);
    }

    void start(long sequence, Pending<I> pending) {
        boolean placed = places.tryAcquire();
        if (placed) {
            inFlight.incrementAndGet();
        }
        var call = new FutureTask<StepResult<I, O>>(() -> placed ? run(pending) : runWhenPlaced(pending)) {
            @Override
            protected void done() {
                ended.add(new Ended<>(sequence, pending, this));
            }
        };
        started.put(sequence, call);
        Thread.ofVirtual().name(stage + "-" + sequence).start(call);
    }

    /** A call that has ended since, if any; it then counts no more. */
    @Nullable
    Ended<I, O> takeEnded() {
        Ended<I, O> next = ended.poll();
        if (next != null) {
            started.remove(next.sequence());
            inFlight.decrementAndGet();
        }
        return next;
    }

    /** How many were started and not taken up, with those that wait for a place. */
    int started() {
        return started.size();
    }

    /** How many have begun and were not taken up. May be asked on any thread. */
    int inFlight() {
        return inFlight.get();
    }

    /** Interrupts all. Their records are still in the store and will be dispatched again from there. */
    void abort() {
        started.values().forEach(call -> call.cancel(true));
        started.clear();
    }

    private StepResult<I, O> runWhenPlaced(Pending<I> pending) throws Exception {
        places.acquire();
        inFlight.incrementAndGet();
        return run(pending);
    }

    private StepResult<I, O> run(Pending<I> pending) throws Exception {
        try {
            return step.apply(pending.value(), pending.retries());
        } finally {
            // The places stay taken at the end, so that a call that waits for one does not begin.
            if (!draining.getAsBoolean()) {
                places.release();
            }
        }
    }
}
