package dev.sluice.processor.async;

import dev.sluice.processor.async.Lanes.Lane;
import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.WaitReason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides which record is worked on when: the first of each key, once it is due and not on hold, as far as there is room.
 * Holds sequence numbers only; a record that has to wait is read from the store when its turn comes. Confined to the stream
 * thread.
 */
final class Dispatcher<I, O> {

    private record Delayed(Instant notBefore, long sequence, Lane lane) {}

    private record Held(long sequence, Lane lane) {}

    private record Admitted<I>(long sequence, Pending<I> pending) {}

    private final int maxStarted;
    private final Calls<I, O> calls;
    private final LongFunction<Pending<I>> load;
    private final Lanes lanes;
    private final Hold.Lookup holds;
    private final Queue<Long> ready = new ArrayDeque<>();
    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparing(Delayed::notBefore).thenComparingLong(Delayed::sequence));
    private final Map<Hold, Queue<Held>> held = new LinkedHashMap<>();
    /** The record that came last, which mostly begins at once and then need not be read from the store. */
    private @Nullable Admitted<I> last;

    /** @param maxStarted how many calls are started and not taken up at most */
    Dispatcher(int maxStarted, Calls<I, O> calls, LongFunction<Pending<I>> load, Lanes lanes, Hold.Lookup holds) {
        this.maxStarted = maxStarted;
        this.calls = calls;
        this.load = load;
        this.lanes = lanes;
        this.holds = holds;
    }

    /** Lines a record up behind the others of its key. */
    void admit(long sequence, Pending<I> pending) {
        if (lanes.enter(pending.key(), sequence)) {
            lineUp(sequence, pending.key(), pending.notBefore());
            last = new Admitted<>(sequence, pending);
        }
    }

    /** Lines the first record of a key up again for a later time; it keeps its place. */
    void putOff(long sequence, byte @Nullable [] key, Instant notBefore) {
        delayed.add(new Delayed(notBefore, sequence, lanes.stop(key, sequence, WaitReason.OUTAGE)));
    }

    /** Has the first record of a key wait for the end of a hold; tells whether it is the first on this hold. */
    boolean hold(long sequence, byte @Nullable [] key, Hold hold) {
        Queue<Held> waiting =
                held.computeIfAbsent(hold, ignored -> new PriorityQueue<>(Comparator.comparingLong(Held::sequence)));
        waiting.add(new Held(sequence, lanes.stop(key, sequence, hold.reason())));
        return waiting.size() == 1;
    }

    /** Lets the next record of a key have its turn. */
    void settled(byte @Nullable [] key) {
        lanes.leave(key).ifPresent(ready::add);
    }

    /** Lines those up again whose hold has ended, in the order they came; gives what nobody waits for any more. */
    List<String> release() {
        List<String> ended = new ArrayList<>();
        for (Iterator<Map.Entry<Hold, Queue<Held>>> each = held.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Hold, Queue<Held>> waiting = each.next();
            Queue<Held> records = waiting.getValue();
            for (int released = holds.released(waiting.getKey(), records.size());
                    released > 0 && !records.isEmpty();
                    released--) {
                Held record = records.remove();
                record.lane().goOn();
                ready.add(record.sequence());
            }
            if (records.isEmpty()) {
                ended.add(waiting.getKey().key());
                each.remove();
            }
        }
        return ended;
    }

    /** Starts what is due as far as there is room. */
    void dispatch(Instant now) {
        while (!delayed.isEmpty() && !delayed.element().notBefore().isAfter(now)) {
            Delayed due = delayed.remove();
            due.lane().goOn();
            ready.add(due.sequence());
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

    private void lineUp(long sequence, byte @Nullable [] key, Instant notBefore) {
        if (notBefore.equals(Instant.EPOCH)) {
            ready.add(sequence);
        } else {
            putOff(sequence, key, notBefore);
        }
    }
}
