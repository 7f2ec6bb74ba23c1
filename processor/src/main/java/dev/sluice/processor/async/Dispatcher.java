package dev.sluice.processor.async;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides which record is worked on when: the first of each key, once it is due, as far as there is room. Holds
 * sequence numbers only; a record that has to wait is read from the store when its turn comes. Confined to the stream
 * thread.
 */
final class Dispatcher<I, O> {

    private record Delayed(Instant notBefore, long sequence) {}

    private record Admitted<I>(long sequence, Pending<I> pending) {}

    private final int maxStarted;
    private final Calls<I, O> calls;
    private final LongFunction<Pending<I>> load;
    private final Lanes lanes = new Lanes();
    private final Queue<Long> ready = new ArrayDeque<>();
    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparing(Delayed::notBefore).thenComparingLong(Delayed::sequence));
    /** The record that came last, which mostly begins at once and then need not be read from the store. */
    private @Nullable Admitted<I> last;

    /** @param maxStarted how many calls are started and not taken up at most */
    Dispatcher(int maxStarted, Calls<I, O> calls, LongFunction<Pending<I>> load) {
        this.maxStarted = maxStarted;
        this.calls = calls;
        this.load = load;
    }

    /** Lines a record up behind the others of its key. */
    void admit(long sequence, Pending<I> pending) {
        if (lanes.enter(pending.key(), sequence)) {
            lineUp(sequence, pending.notBefore());
            last = new Admitted<>(sequence, pending);
        }
    }

    /** Lines the first record of a key up again, which keeps its place. */
    void putOff(long sequence, Instant notBefore) {
        delayed.add(new Delayed(notBefore, sequence));
    }

    /** Lets the next record of a key have its turn. */
    void settled(byte @Nullable [] key) {
        lanes.leave(key).ifPresent(ready::add);
    }

    /** Starts what is due as far as there is room. */
    void dispatch(Instant now) {
        while (!delayed.isEmpty() && !delayed.element().notBefore().isAfter(now)) {
            ready.add(delayed.remove().sequence());
        }
        while (!ready.isEmpty() && calls.started() < maxStarted) {
            long sequence = ready.remove();
            calls.start(sequence, pending(sequence));
        }
        last = null;
    }

    private Pending<I> pending(long sequence) {
        return last != null && last.sequence() == sequence ? last.pending() : load.apply(sequence);
    }

    private void lineUp(long sequence, Instant notBefore) {
        if (notBefore.equals(Instant.EPOCH)) {
            ready.add(sequence);
        } else {
            putOff(sequence, notBefore);
        }
    }
}
