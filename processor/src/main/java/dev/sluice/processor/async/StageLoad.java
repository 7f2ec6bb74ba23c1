package dev.sluice.processor.async;

import dev.sluice.processor.step.WaitReason;
import java.util.function.IntSupplier;
import org.apache.kafka.streams.processor.TaskId;

/**
 * What one stage of one task has on its hands. Written by the task's stream thread, read by its consumer and by metrics.
 */
final class StageLoad {
    private final String stage;
    private final TaskId task;
    private final int capacity;
    private final int maxAside;
    private final IntSupplier inFlight;
    private final Lanes lanes;
    private volatile int entries;
    private volatile long oldestTimestamp = Long.MAX_VALUE;
    private volatile boolean awake;

    /**
     * @param capacity the number of entries from which on the task takes in no more records
     * @param maxAside the number of entries that wait aside from which on it does not, either
     * @param inFlight the calls that have begun and were not taken up; asked on any thread
     * @param lanes tells how many entries wait, and why
     */
    StageLoad(String stage, TaskId task, int capacity, int maxAside, IntSupplier inFlight, Lanes lanes) {
        this.stage = stage;
        this.task = task;
        this.capacity = capacity;
        this.maxAside = maxAside;
        this.inFlight = inFlight;
        this.lanes = lanes;
    }

    String stage() {
        return stage;
    }

    TaskId task() {
        return task;
    }

    boolean isFull() {
        int aside = lanes.aside();
        return entries - aside >= capacity || aside >= maxAside;
    }

    /** The entries that wait for this reason, with those of their keys that came after them. */
    int waiting(WaitReason reason) {
        return lanes.waiting(reason);
    }

    /** Whether something may have to be forwarded or committed within milliseconds. */
    boolean isAwake() {
        return awake;
    }

    int entries() {
        return entries;
    }

    int inFlight() {
        return inFlight.getAsInt();
    }

    /** The timestamp of the oldest record, in milliseconds since the epoch; {@link Long#MAX_VALUE} if there is none. */
    long oldestTimestamp() {
        return oldestTimestamp;
    }

    void update(int newEntries, long newOldestTimestamp, boolean newAwake) {
        entries = newEntries;
        oldestTimestamp = newOldestTimestamp;
        awake = newAwake;
    }
}
