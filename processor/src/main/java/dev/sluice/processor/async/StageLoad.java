package dev.sluice.processor.async;

import java.util.function.IntSupplier;
import org.apache.kafka.streams.processor.TaskId;

/**
 * What one stage of one task has on its hands. Written by the task's stream thread, read by its consumer and by metrics.
 */
final class StageLoad {
    private final String stage;
    private final TaskId task;
    private final int capacity;
    private final IntSupplier inFlight;
    private volatile int entries;
    private volatile long oldestTimestamp = Long.MAX_VALUE;
    private volatile boolean awake;

    /**
     * @param capacity the number of entries from which on the task takes in no more records
     * @param inFlight the calls that have begun and were not taken up; asked on any thread
     */
    StageLoad(String stage, TaskId task, int capacity, IntSupplier inFlight) {
        this.stage = stage;
        this.task = task;
        this.capacity = capacity;
        this.inFlight = inFlight;
    }

    String stage() {
        return stage;
    }

    TaskId task() {
        return task;
    }

    boolean isFull() {
        return entries >= capacity;
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
